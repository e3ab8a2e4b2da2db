#!/usr/bin/perl
# signs.pl FILE...: the signs that pages use, as a list like U+0020,U+0041; signs
# written &#955; count as well.
use strict;
use warnings;
use open qw(:std :encoding(UTF-8));

my %used;
$used{$_}++ for 32 .. 126, 0xA0;
while (my $line = <>) {
  $used{ ord $_ }++ for $line =~ /[^\x00-\x7f]/g;
  $used{$1}++       for $line =~ /&#(\d+);/g;
  $used{ hex $1 }++ for $line =~ /&#x([0-9a-fA-F]+);/g;
}
print join(',', map { sprintf 'U+%04X', $_ } sort { $a <=> $b } keys %used), "\n";
