#!/usr/bin/env perl
# check_names.pl HEADERS LIBRARY.so LIBRARY.a: the boundary of the library.
#
# HEADERS is the folder that holds tfn/tfn.h.  What the libraries export is
# what the headers declare, no more and no less; and every name that a program
# gets from a header, be it a function, a type, a constant or a macro, begins
# with the name of its module, or with a prefix that the head of the header
# states: "Names begin with cg_."
use strict;
use warnings;

my ($headers, $shared, $static) = @ARGV;
my $folder = "$headers/tfn";
my @flags = ('-std=c11', "-I$headers", ($ENV{REAL} // '') eq 'float' ? '-DREAL_FLOAT' : ());
my $mistakes = 0;
$ENV{CCACHE_DISABLE} = 1;    # a cache does not know -aux-info

sub complain {
  print "check-names: @_\n";
  $mistakes++;
}

sub slurp {
  my ($path) = @_;
  open my $file, '<', $path or die "check-names: $path: $!\n";
  local $/;
  return scalar <$file>;
}

sub output_of {
  open my $pipe, '-|', @_ or die "check-names: $_[0]: $!\n";
  my @lines = <$pipe>;
  close $pipe or die "check-names: @_ failed\n";
  return @lines;
}

# ---- what the headers declare ----
# gcc itself lists all prototypes: `/* FILE:LINE:NC */ extern int f (int);`
sub prototypes {
  my $list = "$headers/prototypes";
  system('gcc', @flags, '-aux-info', $list, '-fsyntax-only', '-x', 'c', "$folder/tfn.h") == 0
    or die "check-names: gcc cannot read $folder/tfn.h\n";
  my %header;
  for (split /\n/, slurp($list)) {
    next unless m{^/\* \Q$folder\E/(\w+)\.h:\d+:\w+ \*/ (.*)};
    my ($module, $declaration) = ($1, $2);
    next if $declaration =~ /^static /;
    $header{$1} = $module if $declaration =~ /\b(\w+) \(/;
  }
  return \%header;
}

# ---- what the libraries export ----
sub exported {
  my %name;
  for (output_of('nm', @_)) {
    my @field = split;
    next if @field != 3 || $field[1] eq 'A' || $field[2] =~ /^libtfn\./;
    $name{ $field[2] =~ s/@.*//r } = 1;
  }
  return \%name;
}

sub compare {
  my ($library, $declared, $exported) = @_;
  for (sort keys %$declared) {
    complain("$library lacks $_, which $declared->{$_}.h declares") unless $exported->{$_};
  }
  for (sort keys %$exported) {
    complain("$library exports $_, which no header declares") unless $declared->{$_};
  }
}

# ---- names and the module they come from ----
sub prefixes {
  my ($module, $text) = @_;
  my ($head) = $text =~ m{^/\*(.*?)\*/}s;
  my ($stated) = $head =~ /Names\s+(?:\*\s+)?begin\s+(?:\*\s+)?with\s+((?:\w+_|or|[\s*,])+)\./;
  return $stated ? map { s/_$//r } $stated =~ /(\w+_)/g : $module;
}

# Types, constants and macros of a header, by reading it without its comments.
sub other_names {
  my ($text) = @_;
  $text =~ s{/\*.*?\*/}{}gs;
  my @names = $text =~ /^\s*#\s*define\s+(\w+)/mg;
  $text =~ s/^\s*#(?:[^\n]*\\\n)*[^\n]*//mg;
  push @names, $text =~ /\b(?:struct|union|enum)\s+(\w+)\s*[{;]/g;
  push @names, $text =~ /\}\s*(\w+)\s*;/g if $text =~ /typedef/;
  push @names, $text =~ /typedef[^{};(]*\b(\w+)\s*(?:\([^;]*)?;/g;
  for my $body ($text =~ /\benum\b[^{};]*\{([^}]*)\}/g) {
    push @names, $body =~ /(?:^|,)\s*(\w+)/g;
  }
  return @names;
}

sub check_header {
  my ($module, $declared) = @_;
  my $text = slurp("$folder/$module.h");
  my $guard = 'TFN_' . uc($module =~ s/^tfn_//r) . '_H';
  complain("$module.h: its guard must be $guard")
    unless $text =~ /^#ifndef $guard\n#define $guard$/m;
  my @prefixes = prefixes($module, $text);
  my @names = grep { $_ ne $guard } other_names($text);
  for my $name (@names, grep { $declared->{$_} eq $module } sort keys %$declared) {
    next if grep { $name =~ /^$_(?:_|$)/i } @prefixes;
    complain("$module.h: $name does not begin with ", join ' or ', map { "${_}_" } @prefixes);
  }
}

my $declared = prototypes();
compare($shared, $declared, exported('-D', '--defined-only', $shared));
compare($static, $declared, exported('-g', '--defined-only', $static));
my @modules = map { m{(\w+)\.h$} } grep { !m{/tfn\.h$} } glob "'$folder'/*.h";
check_header($_, $declared) for @modules;
printf "check-names: %d functions in %d headers, %s\n", scalar keys %$declared, scalar @modules,
  $mistakes ? "$mistakes mistakes" : 'all exported, and nothing else';
exit($mistakes > 0);
