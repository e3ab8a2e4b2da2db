#!/usr/bin/perl
# shape.pl PDF CHAPTER.md...: is this a book or a listing?  For every chapter the
# printed lines of prose and of code and the longest run of code without a word;
# for the book its pages, their holes, listings and tables that are torn, and figures
# with something cut at the edge.
# Exit status 1 when a chapter breaks a rule, or the book.
#
# A line of prose holds 88 characters, as printed; formulas and the rows of
# tables count as prose, listings and what programs print as code.
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use Measure;

my ($RUN, $HALF, $HOLE, $PAGES) = (124, 7, 0.2, 480);
my ($RECORD, $TABLE) = (7, 30);  # a line inside a struct; the lines of a table that stays whole
my ($pdf, @chapters) = @ARGV;
@chapters or die "usage: shape.pl BOOK.pdf chapters/*/chapter.md\n";
my $faults = 0;

sub fault { print "shape: @_\n"; $faults++ }

# ---- the printed pages ----
# Beside the PDF, in typeset/, TeX leaves the table of contents and a file .shape:
# a line for each line of code and for both ends of each table, with its page.
sub beside { # suffix: what TeX wrote
  my ($suffix) = @_;
  my $path = $pdf =~ s{([^/]+)\.pdf$}{typeset/$1.$suffix}r;
  open my $file, '<:encoding(UTF-8)', $path or die "shape: $path: $!\n";
  return $file;
}

sub openings { # the pages on which a chapter or an appendix begins
  my $file = beside('toc');
  return map { /\\contentsline \{chapter\}.*\{(\d+)\}\{chapter/ ? $1 : () } <$file>;
}

sub broken_code { # the first line of a listing on a page: what is wrong there
  my ($at) = @_;
  return 'a listing is broken after its first line' if $at->{line} == 2;
  return 'a listing is broken inside a struct' if $at->{kind} == $RECORD;
  return undef;
}

sub broken { # complaints about listings and tables that go over two pages
  my $file = beside('shape');
  my ($last, %open, @found) = ({ line => 0, page => 0 });
  while (my $line = <$file>) {
    my ($what, $first, $second, $page) = split ' ', $line;
    if ($what eq 'table') {
      $open{table} = $page if $first eq 'begin';
      push @found, "page $page: a table is split"
        if $first eq 'end' && $page != $open{table} && $second <= $TABLE;
      next;
    }
    my $at = { line => $first, kind => $second, page => $page };
    my $fault = $first > 1 && $page != $last->{page} && broken_code($at);
    push @found, "page $page: $fault" if $fault;
    $last = $at;
  }
  return @found;
}

sub rows_of { # a picture of a page in grey: which rows hold ink
  my ($bytes, $width, $height) = @_;
  return map { substr($bytes, $_ * $width, $width) =~ /[\x00-\xc8]/ ? 1 : 0 } 0 .. $height - 1;
}

sub hole_of { # the largest empty band between two rows with ink, as a share
  my (@rows) = @_;
  my ($largest, $last) = (0, undef);
  for my $y (0 .. $#rows) {
    next unless $rows[$y];
    my $gap = defined $last ? $y - $last - 1 : 0;
    $largest = $gap if $gap > $largest;
    $last = $y;
  }
  my $foot = defined $last ? 0.93 * @rows - $last : 0;
  $largest = $foot if $foot > $largest;
  return $largest / @rows;
}

sub holes { # page -> share of the page that is empty in one piece
  my @found;
  open my $pictures, '-|', 'pdftoppm', '-r', '20', '-gray', $pdf or die "shape: pdftoppm: $!\n";
  binmode $pictures;
  local $/ = undef;
  my $all = <$pictures>;
  close $pictures;
  while ($all =~ /\GP5\s+(\d+)\s+(\d+)\s+255\n/gc) {
    my ($width, $height, $at) = ($1, $2, pos $all);
    push @found, hole_of(rows_of(substr($all, $at, $width * $height), $width, $height));
    pos($all) = $at + $width * $height;
  }
  return @found;
}

# ---- figures: no ink at the edge of the picture, where a label would be cut ----
sub touched { # a picture of a figure in grey: the edges that ink touches
  my ($path) = @_;
  open my $picture, '-|', 'pdftoppm', '-r', '72', '-gray', '-singlefile', $path
    or die "shape: pdftoppm: $!\n";
  binmode $picture;
  my $all = do { local $/; <$picture> };
  $all =~ /\GP5\s+(\d+)\s+(\d+)\s+255\n/gc or return "$path: no picture";
  my ($width, $bytes) = ($1, substr($all, pos $all));
  my @rows = unpack "(a$width)*", $bytes;
  my %edge = (top => $rows[0], bottom => $rows[-1],
    left => join('', map { substr($_, 0, 1) } @rows),
    right => join('', map { substr($_, -1) } @rows));
  return grep { $edge{$_} =~ /[\x00-\xc0]/ } qw(top bottom left right);
}

sub report_figures {
  my $folder = $pdf =~ s{[^/]+$}{plots}r;
  for my $path (sort glob "$folder/*/*.pdf") {
    my @edges = touched($path);
    fault("$path: something is cut at the " . join(' and the ', @edges)) if @edges;
  }
}

# ---- the report ----
sub report_chapters { # what is measured of each, and of all
  printf "%-20s %7s %6s %6s %6s %8s\n", qw(chapter words prose code share longest);
  my ($prose, $code) = (0, 0);
  for my $path (@chapters) {
    my ($name) = $path =~ m{([^/]+)/chapter\.md$} or die "shape: $path is no chapter.md\n";
    my $is = Measure::measure($path);
    my $share = 100 * $is->{code} / (($is->{prose} + $is->{code}) || 1);
    printf "%-20s %7d %6d %6d %5.1f%% %8d\n", $name, @$is{qw(words prose code)}, $share,
      $is->{longest};
    fault("$name: $is->{longest} lines of code without a word, at most $RUN")
      if $is->{longest} > $RUN;
    fault(sprintf '%s: %.1f %% of its lines are code, at most half', $name, $share)
      if $share > 50 && $name =~ /^(\d\d)/ && $1 <= $HALF;
    $prose += $is->{prose};
    $code += $is->{code};
  }
  printf "%-20s %7s %6d %6d %5.1f%%\n", 'all', '', $prose, $code, 100 * $code / ($prose + $code);
}

sub report_pages { # holes, and what is torn; a chapter may end where it likes
  my @empty = holes();
  my %opens = map { $_ => 1 } openings();
  my $holes = 0;
  for my $page (3 .. @empty - 1) {
    next if $opens{ $page + 1 } || $opens{$page} || $empty[$page - 1] <= $HOLE;
    fault(sprintf 'page %d: %.0f %% of it is empty', $page, 100 * $empty[$page - 1]);
    $holes++;
  }
  fault($_) for broken();
  my $pages = @empty;
  fault("$pages pages") if $pages > $PAGES;
  print "$pages pages, at most $PAGES; $holes holes of more than a fifth of a page\n";
}

report_chapters();
report_pages();
report_figures();
print "shape: $faults faults\n" if $faults;
exit($faults > 0);
