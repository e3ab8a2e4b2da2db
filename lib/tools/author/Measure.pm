# Measure.pm: what a chapter's Markdown holds: words, printed lines of prose and
# of code, formulas, figures. For shape.pl and minutes.pl.
package Measure;
use strict;
use warnings;
use POSIX qw(ceil);

my $LINE = 88;                  # letters of a printed line of prose

sub region_lines { # file, region: how many lines its listing has
  my ($path, $wanted) = @_;
  open my $file, '<', $path or return 0;
  my ($current, %count) = ('top');
  while (my $line = <$file>) {
    $current = $1 if $line =~ m{^\s*/\* ---- \[([\w-]+)\]};
    $count{$current}++;
  }
  my $all = 0;
  $all += $_ for values %count;
  return $wanted eq '*' ? $all : $count{$wanted} // 0;
}

sub output_lines { # chapter, section: what the demo printed
  my ($chapter, $section) = @_;
  my ($path) = glob "build/*-double/demo/$chapter/transcript.txt";
  open my $file, '<', $path // '' or return 0;
  my ($inside, $n) = (0, 0);
  while (my $line = <$file>) {
    if ($line =~ /^--- \[(.*?)\]/) { $inside = $1 eq $section; next }
    $n++ if $inside;
  }
  return $n;
}

sub listing_lines { # the line that opens a block of code
  my ($folder, $head) = @_;
  my ($chapter) = $folder =~ m{([^/]+)$};
  return output_lines($chapter, $1) if $head =~ /\.output section=([\w-]+)/;
  return 0 unless $head =~ /from=([^\s\}]+)/;
  my $path = index($1, '/') < 0 ? "$folder/$1" : $1;
  return region_lines($path, $head =~ /region=([^\s\}]+)/ ? $1 : 'top');
}

# A formula is no word: an inline one is counted, and so is a displayed one.
sub count_line { # counts, a line of prose
  my ($is, $line) = @_;
  $is->{figures}++ if $line =~ s/^!\[(.*)\]\(plot:\S+$/$1/;
  $is->{displays} += ($line =~ s/\$\$.*?(\$\$|$)/ /g) || 0;
  $is->{formulas} += ($line =~ s/\$[^\$]+\$/ /g) || 0;
  $is->{words} += grep { /[A-Za-z]/ } split ' ', $line =~ s/\{[.#][^}]*\}//gr;
}

sub measure { # a chapter.md: prose, code, longest run, words
  my ($path) = @_;
  my ($folder) = $path =~ m{^(.*)/};
  open my $file, '<:encoding(UTF-8)', $path or die "shape: $path: $!\n";
  my %is = map { $_ => 0 } qw(prose code longest run words printed read figures displays formulas);
  while (my $line = <$file>) {
    chomp $line;
    next if $line =~ /^(:::|\s*$|#)/;
    if ($line =~ /^```/) {
      my $n = listing_lines($folder, $line);
      $is{$line =~ /\.output/ ? 'printed' : 'read'} += $line =~ /\.output/ ? 1 : $n;
      while (my $inner = <$file>) { last if $inner =~ /^```/; $n++ }
      $is{code} += $n;
      $is{run} += $n;
      $is{longest} = $is{run} if $is{run} > $is{longest};
      next;
    }
    $is{run} = 0;
    count_line(\%is, $line);
    $is{prose} += ceil(length($line) / $LINE);
  }
  return \%is;
}

1;
