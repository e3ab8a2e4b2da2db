#!/usr/bin/perl
# map.pl: does the map of the book tell the truth?  Where a module of one chapter
# includes a header of another, book/map.tsv must have a road from there to here, over
# however many ways; and every way goes forward to a chapter that there is.
use strict;
use warnings;

my ($table, $faults) = ('book/map.tsv', 0);
my (%place, %from, %chapter_of);

sub fault { print "map: @_\n"; $faults++ }

sub read_table {
  open my $file, '<:encoding(UTF-8)', $table or die "map: $table: $!\n";
  while (my $line = <$file>) {
    chomp $line;
    my ($what, $first, $second) = split /\t/, $line;
    $place{$first} = 1 if $what eq 'place';
    push @{ $from{$second} }, $first if $what eq 'way';
  }
}

sub modules { # the sources of a chapter that the library is made of
  my ($chapter) = @_;
  return grep { !m{/(?:test|demo|gen)_?[^/]*$} } glob "chapters/$chapter/*.[ch]";
}

sub included { # the chapters whose headers the modules of a chapter include
  my ($chapter) = @_;
  my %found;
  for my $path (modules($chapter)) {
    open my $file, '<', $path or die "map: $path: $!\n";
    while (my $line = <$file>) {
      my $home = $line =~ /^#include "([^"]+)"/ ? $chapter_of{$1} : undef;
      $found{$home} = $path if defined $home && $home ne $chapter;
    }
  }
  return %found;
}

sub before { # all chapters from which a road leads here
  my ($chapter) = @_;
  my %seen;
  my @open = ($chapter);
  while (my $next = pop @open) {
    push @open, grep { !$seen{$_}++ } @{ $from{$next} || [] };
  }
  return %seen;
}

read_table();
my @chapters = map { m{^chapters/(\d\d-[^/]+)/$} ? $1 : () } glob 'chapters/*/';
for my $chapter (@chapters) {
  for (glob "chapters/$chapter/*.h") { $chapter_of{$1} = $chapter if m{([^/]+)$} }
}
for my $chapter (@chapters) {
  my %before = before($chapter);
  my %included = $place{$chapter} ? included($chapter) : ();
  for my $home (sort keys %included) {
    fault("$included{$home} uses $home, and $table has no road from there")
      unless $before{$home};
  }
  for my $home (@{ $from{$chapter} || [] }) {
    fault("$table leads from $home to $chapter") if $home ge $chapter || !$place{$home};
  }
}
exit($faults > 0);
