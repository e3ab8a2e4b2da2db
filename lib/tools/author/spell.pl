#!/usr/bin/perl
# spell.pl: words that no dictionary knows, and turns of speech that we avoid, in
# the prose, the hints, the heads of exercises and the comments of the code.
#
#   perl lib/tools/author/spell.pl          complains, exit status 1
#   perl lib/tools/author/spell.pl --words  prints the unknown words only
#
# Known are the words of aspell's British dictionary, those of book/words.txt,
# and in comments all names that the code itself uses.
use strict;
use warnings;
use open qw(:std :encoding(UTF-8));

my @prose = glob 'chapters/*/*.md book/pages/*.md book/conventions.md README.md '
  . 'CONTRIBUTING.md exercises/*/hints.md';
my @code = glob 'lib/*/*.[ch] chapters/*/*.[ch] exercises/*/*.[ch] solutions/*/*.c';
my ($dictionary, $banned) = ('book/words.txt', 'book/banned.tsv');
my $words_only = @ARGV && $ARGV[0] eq '--words';

sub slurp { open my $f, '<', $_[0] or die "$_[0]: $!\n"; local $/; <$f> }

# ---- what is read of a file: its lines, with all that is no English left out ----
sub lines_of_prose {
  my ($text) = @_;
  $text =~ s/^```.*?^```\s*$/"\n" x ($& =~ tr{\n}{})/gmse;
  $text =~ s/\$\$.*?\$\$/"\n" x ($& =~ tr{\n}{})/gse;
  for ($text) {
    s/\[[^\]\n]*\]\{\.value\}/ /g;
    s/`[^`\n]*`/ /g;
    s/\$[^\$\n]*\$/ /g;
    s/\{[.#][^}\n]*\}/ /g;
    s/\]\([^)\n]*\)/]/g;
    s/\@[A-Za-z]+[:\w.-]*/ /g;
    s{https?:\S+}{ }g;
  }
  return split /\n/, $text;
}

sub lines_of_comments {
  my ($text) = @_;
  my ($out, $at) = ('', 0);
  while ($text =~ m{/\*.*?\*/}gs) {
    $out .= "\n" x (substr($text, $at, $-[0] - $at) =~ tr/\n//) . $&;
    $at = $+[0];
  }
  return split /\n/, $out;
}

# ---- words ----
my %name;                       # names of the code, in lower case, and their parts
for my $path (@code) {
  my $text = slurp($path);
  $text =~ s{/\*.*?\*/}{ }gs;
  $name{ lc $_ } = 1 for map { ($_, split /_/) } $text =~ /\b[A-Za-z_]\w*/g;
}

sub words_in { # a line: its words, without names, formulas and file names
  my ($line) = @_;
  $line =~ s/\S*[\d_\\<>=|^()\[\]{}\/+*#&]\S*/ /g;
  $line =~ s/\S+\.(?:c|h|md|mk|sh|pl|py|lua|gp|tsv|csv|txt|inc|xyz)\b/ /g;
  return grep { length > 2 } $line =~ /[\p{L}][\p{L}'’]*/g;
}

my (%where, %seen);
my $faults = 0;
sub look {
  my ($path, $comments, @lines) = @_;
  for my $n (0 .. $#lines) {
    for my $word (words_in($lines[$n])) {
      $word =~ s/’/'/g;
      $word =~ s/'s?$//;
      next if $comments && $name{ lc $word };
      $where{$word} //= "$path:" . ($n + 1);
    }
    for my $rule (@{ rules() }) {
      next unless $lines[$n] =~ /$rule->[0]/i && !$words_only;
      print "$path:", $n + 1, ": `$&`: better: $rule->[1]\n";
      $faults++;
    }
  }
}

my $rules;
sub rules {
  return $rules //= [map { my ($t, $b) = split /\t/; [qr/\b$t/, $b] }
      grep { /\t/ && !/^turn\t/ } split /\n/, slurp($banned)];
}

sub unknown { # those that aspell does not know
  my @words = sort keys %where;
  my $list = '/tmp/spell.' . $$;
  open my $out, '>', $list or die "$list: $!\n";
  print $out "$_\n" for @words;
  close $out;
  my @answer = `aspell list --lang=en_GB --ignore=2 --encoding=utf-8 < '$list'`;
  unlink $list;
  chomp @answer;
  return grep { !$seen{$_}++ } @answer;
}

system('command -v aspell > /dev/null') == 0 or do {
  print "spell: aspell is missing (./setup make lint)\n";
  exit 1;
};
look($_, 0, lines_of_prose(slurp($_))) for @prose;
look($_, 1, lines_of_comments(slurp($_))) for @code;
my %ours = -e $dictionary ? map { lc $_ => 1 } split /\n/, slurp($dictionary) : ();
for my $word (sort { lc $a cmp lc $b } unknown()) {
  next if $ours{ lc $word };
  print $words_only ? "$word\n" : ($where{$word} // '?') . ": `$word` is in no dictionary\n";
  $faults++;
}
print "spell: nothing to complain about\n" unless $faults || $words_only;
exit($faults > 0);
