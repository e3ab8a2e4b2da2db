#!/usr/bin/perl
# bibliography.pl: is every entry of book/references.bib complete and well formed?
# Fields by kind, names, years, pages, a DOI or an arXiv number, capitals that the
# style would make small, no key twice, none that is never cited. Whether the data
# are true no program can say; that was looked up, entry by entry.
use strict;
use warnings;

my $path = 'book/references.bib';
my %needs = (
  article       => [qw(author title journal year)],
  inproceedings => [qw(author title booktitle year)],
  incollection  => [qw(author title booktitle publisher pages year)],
  book          => [qw(author title publisher year)],
  misc          => [qw(author title howpublished year url)]);
my %known = map { $_ => 1 } qw(author title journal booktitle publisher series edition volume
  number pages year doi url howpublished note);
# Printed before there were such numbers, or without one.
my %no_number = map { $_ => 1 } qw(edmonds1957 rodrigues1840 sakurai1994);
my $faults = 0;

sub slurp { open my $f, '<', $_[0] or die "$_[0]: $!\n"; local $/; <$f> }
sub fault { my ($key, $what) = @_; print "$path: $key: $what\n"; $faults++ }

sub entries { # text: [kind, key, {field => value}] of each entry
  my ($text) = @_;
  my ($braced, @found);
  $braced = qr/\{(?:[^{}]|(??{$braced}))*\}/;
  while ($text =~ /^\@(\w+)\{([\w-]+),(.*?)^\}/gms) {
    my ($kind, $key, $body, %field) = ($1, $2, $3);
    while ($body =~ /\b(\w+)\s*=\s*($braced)/g) {
      my ($name, $value) = (lc $1, $2);
      fault($key, "has $name twice") if exists $field{$name};
      $field{$name} = substr $value, 1, -1;
    }
    push @found, [$kind, $key, \%field];
  }
  return @found;
}

sub plain { # a value without the braces and accents of TeX
  my ($text) = @_;
  $text =~ s/\\[^a-zA-Z]|\\[a-zA-Z]+\s*//g;
  return $text =~ s/[{}]//gr;
}

sub check_names {
  my ($key, $field) = @_;
  my @authors = split / and /, $field->{author} // '';
  for (@authors) {
    fault($key, "an author is written \"Last, First\": $_") unless /^[^,]+, [^,]+$/;
    fault($key, "names all authors: $_") if /\bet al\b|\bothers\b/;
  }
  my ($last) = plain($authors[0] // '') =~ /^(?:[a-z]+ )*([^,]+)/;
  my $begins = lc(($last // '') =~ s/[^A-Za-z]//gr);
  my ($stem) = $key =~ /^([a-z]+)(?:\d{4})/;
  fault($key, 'a key is the first name and the year') unless defined $stem
    && index($key, $field->{year} // '?') > 0;
  my %spelled = (schutt => 'schuett');
  fault($key, "does not begin with $begins") if defined $stem && $stem ne $begins
    && $stem ne ($spelled{$begins} // '') && $stem !~ /^\Q$begins\E/;
}

sub check_numbers {
  my ($key, $field) = @_;
  my ($year, $doi, $url) = ($field->{year} // '', $field->{doi}, $field->{url});
  my $now = 1900 + (localtime)[5];
  fault($key, "the year $year") unless $year =~ /^\d{4}$/ && $year >= 1800 && $year <= $now;
  fault($key, "no DOI: $doi") if defined $doi && $doi !~ m{^10\.\d{4,9}/\S+$};
  my $arxiv = qr{^https://arxiv\.org/abs/(?:(\d\d)\d\d\.\d{4,5}|[a-z-]+/(\d\d)\d{5})$};
  if (defined $url) {
    $url =~ $arxiv or fault($key, "not an arXiv address: $url");
    my $posted = defined $1 ? 2000 + $1 : defined $2 ? ($2 > 90 ? 1900 : 2000) + $2 : $year;
    fault($key, "printed before it was posted in $posted") if $posted > $year;
  }
  fault($key, 'has neither a DOI nor an arXiv number')
    unless $doi || $url || $no_number{$key};
  my ($how) = ($field->{howpublished} // '') =~ /^arXiv:(\S+)$/;
  fault($key, 'howpublished and url name different papers')
    if defined $how && index($url // '', "/$how") < 0;
  my ($from, $to) = ($field->{pages} // '') =~ /^[A-Z]?(\d+)--[A-Z]?(\d+)$/;
  fault($key, "pages \"$field->{pages}\"") if defined $field->{pages}
    && !(defined $from && $from < $to) && $field->{pages} !~ /^\d+$/;
}

# The style makes a title small but for its first letter and what is in braces.
sub check_capitals {
  my ($key, $field) = @_;
  my $title = $field->{title} // '';
  my $open = $title;
  1 while $open =~ s/\{[^{}]*\}/ /g;
  while ($open =~ /(\S*[A-Za-z0-9][A-Z]\S*)/g) {
    fault($key, "put braces around \"$1\" in its title");
  }
  fault($key, 'a title ends without a full stop') if $title =~ /\.$/;
}

sub check_fields {
  my ($kind, $key, $field) = @_;
  my $needed = $needs{$kind} or return fault($key, "is of an unknown kind \@$kind");
  for (@$needed) { fault($key, "has no $_") unless ($field->{$_} // '') =~ /\S/ }
  for (sort keys %$field) { fault($key, "has an unknown field $_") unless $known{$_} }
  fault($key, 'a paper of a journal has a volume and pages')
    if $kind eq 'article' && !($field->{volume} && $field->{pages})
    && $field->{journal} !~ /^Transactions on Machine Learning Research$/;
}

my $cited = join '', map { slurp($_) } glob 'chapters/*/chapter.md book/pages/*.md';
my %seen;
for (entries(slurp($path))) {
  my ($kind, $key, $field) = @$_;
  fault($key, 'is there twice') if $seen{$key}++;
  fault($key, 'is never cited') unless $cited =~ /\@$key\b/;
  check_fields($kind, $key, $field);
  check_names($key, $field);
  check_numbers($key, $field);
  check_capitals($key, $field);
}
fault('all', 'nothing was read') unless %seen;
exit($faults > 0);
