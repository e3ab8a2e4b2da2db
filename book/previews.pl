#!/usr/bin/perl
# previews.pl PAGE.html...: the equations and claims of all pages as one script,
# for references that lead to another page.
use strict;
use warnings;
use JSON::PP;
use open qw(:std :encoding(UTF-8));

# An element from its opening tag to its own closing one.
my $division = qr/(<div\b[^>]*>(?:[^<]++|<(?!\/?div\b)|(?1))*+<\/div>)/;

my %previews;
for my $path (@ARGV) {
  my ($page) = $path =~ /([^\/]+)$/;
  open my $file, '<', $path or die "previews: $path: $!\n";
  my $html = do { local $/; <$file> };
  while ($html =~ /(?=<div\b[^>]*\bid="((?:eq|claim):[^"]+)")/g) {
    my $label = $1;
    next unless substr($html, pos $html) =~ /^$division/;
    (my $text = $1) =~ s/<annotation\b.*?<\/annotation>//gs;
    $text =~ s/ id="[^"]*"//g;
    $text =~ s/href="#/href="$page#/g;
    $previews{"$page#$label"} = $text;
  }
}
print 'window.book_previews = ',
  JSON::PP->new->canonical->indent->indent_length(0)->encode(\%previews), ";\n";
