#!/usr/bin/perl
# minutes.pl: how long does it take to read a chapter with a pencil? Counted, not
# guessed. With --write the chapters' openings get the numbers; without, exit
# status 1 where one says more than five minutes too much or too little.
#
#   perl lib/tools/author/minutes.pl [--write] [--table]
#
# 100 words a minute, less than half of what one reads of a novel; 60 seconds for a
# displayed formula, 2 for one in the text; 4 for a line of code; 30 for a figure and
# for what a program printed. Rounded to five minutes.
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use Measure;

my %seconds = (words => 60 / 100, displays => 60, figures => 30, formulas => 2, read => 4,
  printed => 30);
my %option = map { $_ => 1 } @ARGV;
my $faults = 0;

sub minutes_of { # what was counted of a chapter
  my ($is) = @_;
  my $sum = 0;
  $sum += $seconds{$_} * $is->{$_} for keys %seconds;
  return 5 * int($sum / 300 + 0.5);
}

sub slurp { open my $f, '<', $_[0] or die "$_[0]: $!\n"; local $/; <$f> }

sub write_minutes { # file, its text, minutes
  my ($path, $text, $minutes) = @_;
  $text =~ s/^(\*\*It takes\*\* about )\d+( minutes)/$1$minutes$2/m;
  open my $out, '>', $path or die "$path: $!\n";
  print $out $text;
  close $out or die "$path: $!\n";
}

printf "%-22s %7s %8s %8s %8s %8s %8s %8s\n",
  qw(chapter words formulas displays figures code outputs minutes) if $option{'--table'};
for my $path (sort glob 'chapters/*/chapter.md') {
  my $is = Measure::measure($path);
  my $minutes = minutes_of($is);
  my $text = slurp($path);
  my ($said) = $text =~ /^\*\*It takes\*\* about (\d+) minutes/m;
  printf "%-22s %7d %8d %8d %8d %8d %8d %8d\n", $path =~ m{/([^/]+)/},
    @$is{qw(words formulas displays figures read printed)}, $minutes if $option{'--table'};
  if ($option{'--write'}) { write_minutes($path, $text, $minutes); next }
  next if defined $said && abs($said - $minutes) <= 5;
  print "$path: it takes about $minutes minutes, by words, formulas and listings; it says ",
    $said // 'nothing', "\n";
  $faults++;
}
exit($faults > 0);
