#!/usr/bin/perl
# search.pl LABELS.tsv PAGE.tsv...: all that the search can find, as one script.
# The pages' tables have their sections, equations, claims, listings, figures and
# glossary; from the labels of the whole book come functions and terms.
use strict;
use warnings;
use JSON::PP;
use open qw(:std :encoding(UTF-8));

my %names = (claim => 'claim', lst => 'listing', fig => 'figure');
my (@found, %chapter, %seen);

# A title in Markdown, without its signs.
sub plain {
  my ($text) = @_;
  $text =~ s/@\w+:[\w-]+//g;
  $text =~ s/\\(?:mathrm|mathbf|operatorname|text|hat|tilde|bar|vec)\b//g;
  $text =~ s/\\([A-Za-z]+)/$1 /g;
  $text =~ s/[\$`{}\\*]//g;
  $text =~ s/\s+/ /g;
  return $text;
}

# A term of the index stands once, where it comes first; so does a function.
sub label {
  my ($label, $kind, $number, $doc, $title) = @_;
  $chapter{$doc} = $number eq '' ? $title : "$number $title" if $kind eq 'chap';
  my $where = $chapter{$doc} // '';
  my $address = "$doc.html#$label";
  if ($kind eq 'idx') {
    return if $seen{ lc $title }++;
    push @found, [$title =~ /\(\)$/ ? 'function' : 'term', $address, $where, plain($title), ''];
  }
}

# A row of a page; of what has a number, the beginning of its title.
sub row {
  my ($kind, $address, $where, $title, $words) = @_;
  if ($names{$kind}) {
    my ($first) = plain($title) =~ /^(.{0,110}\S*)/;
    ($title, $words) = ("$first ($words)", $address =~ /#lst:([^:]+)/ ? $1 : '');
    $kind = $names{$kind};
  }
  push @found, [$kind, $address, $where, $title, $words];
}

sub rows {
  my ($path, $take) = @_;
  open my $file, '<', $path or die "search: $path: $!\n";
  while (my $line = <$file>) {
    chomp $line;
    $take->(split /\t/, $line, -1);
  }
}

my ($labels, @pages) = @ARGV;
rows($_, \&row) for @pages;
rows($labels, \&label);
print 'window.book_search = ',
  JSON::PP->new->indent->indent_length(0)->encode(\@found), ";\n";
