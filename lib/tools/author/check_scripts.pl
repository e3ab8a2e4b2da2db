#!/usr/bin/perl
# check_scripts.pl FILE...: scripts obey the measures of the house as C does: at
# most 100 columns, functions of at most 40 lines, two lines at the head that
# say what a file is for.  Part of make format-check.
use strict;
use warnings;
use open qw(:std :encoding(UTF-8));

my ($COLUMNS, $LINES) = (100, 40);

# How a function begins in column 0 and with which line it ends; in Python it
# ends where the text goes back to the left.
my %begins = (
  sh   => [qr/^(\w+)\(\) *[{(]/,                                qr/^[})]/],
  pl   => [qr/^sub (\w+)/,                                      qr/^\}/],
  lua  => [qr/^(?:local )?function ([\w.]+)|^return function/,  qr/^end/],
  awk  => [qr/^function (\w+)/,                                 qr/^\}/],
  mk   => [qr/^define (\w+)/,                                   qr/^endef/],
);

sub language {
  my ($path, $first) = @_;
  return 'mk' if $path =~ m{(?:^|/)Makefile$|\.mk$};
  return $1 if $path =~ /\.(sh|pl|lua|awk|py)$/;
  return $first =~ /^#!.*\b(?:sh|bash)\b/ ? 'sh' : '';
}

my $bad = 0;
sub complain {
  my ($where, $what) = @_;
  print "$where: $what\n";
  $bad++;
}

sub check_head {
  my ($path, $language, @lines) = @_;
  shift @lines if @lines && $lines[0] =~ /^#!/;
  my $comment = $language eq 'lua' ? qr/^--/ : $language eq 'py' ? qr/^(?:#|"""|\w|$)/ : qr/^#/;
  complain("$path:1", 'the first lines say what the file is for')
    unless @lines < 3 || $lines[0] =~ $comment;
}

sub check_length {
  my ($path, $first, $name, $length) = @_;
  complain("$path:$first", "$name has $length lines, more than $LINES") if $length > $LINES;
}

# A function of one line has its end in the line where it begins.
sub check_functions {
  my ($path, $language, @lines) = @_;
  return check_python($path, @lines) if $language eq 'py';
  my ($begin, $end) = @{ $begins{$language} };
  my ($name, $first);
  for my $n (1 .. @lines) {
    my $line = $lines[$n - 1];
    if (defined $name && $line =~ $end) {
      check_length($path, $first, $name, $n - $first + 1);
      undef $name;
    }
    ($name, $first) = ($1 // 'function', $n) if !defined $name && $line =~ $begin;
    undef $name if defined $name && $first == $n && $line =~ /[})]\s*$|\bend\s*$/;
  }
}

sub check_python {
  my ($path, @lines) = @_;
  for my $n (1 .. @lines) {
    my ($indent, $name) = $lines[$n - 1] =~ /^( *)def (\w+)/ or next;
    my $last = $n;
    for my $k ($n + 1 .. @lines) {
      last if $lines[$k - 1] =~ /^ {0,@{[length $indent]}}[^\s)\]}]/;
      $last = $k if $lines[$k - 1] =~ /\S/;
    }
    check_length($path, $n, $name, $last - $n + 1);
  }
}

sub check_file {
  my ($path) = @_;
  open my $file, '<', $path or die "check_scripts: $path: $!\n";
  chomp(my @lines = <$file>);
  for my $n (1 .. @lines) {
    my $columns = length $lines[$n - 1];
    complain("$path:$n", "$columns columns, more than $COLUMNS") if $columns > $COLUMNS;
  }
  my $language = language($path, $lines[0] // '') or return;
  check_head($path, $language, @lines);
  check_functions($path, $language, @lines);
}

check_file($_) for @ARGV;
exit($bad ? 1 : 0);
