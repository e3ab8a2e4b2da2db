#!/usr/bin/perl
# coverage.pl UNCOVERED NOTES...: lines and branches of every module that no
# test reached, from gcov's notes.  UNCOVERED (file, text, reason) names what may
# be missed: a line by its text, a branch as "branch 3 of 6: text of its line",
# numbered as gcov does (1 and 2 are the two ways of the first condition).  What
# is missed and not in it, and a row of what is reached or gone, are mistakes; but
# where the reason begins with "depends on the machine: " it may be reached.  The
# text "branches" stands for all branches of the files that the name, with * in
# it, fits.  Texts, not numbers, since lines move.  Of an assert, which guards
# against mistakes of the module, one way is never taken: it has no branches here.
use strict;
use warnings;
use JSON::PP;

my ($table, @notes) = @ARGV;
my (%lines, %branches);    # file => { number => times }, { number => [times] }

sub is_module {
  $_[0] =~ m{^(?:chapters/[^/]+|lib/(?:numerics|program))/(?!test_|gen_|demo)[^/]+\.[ch]$};
}

sub read_file {
  my ($file) = @_;
  my $name = $file->{file} =~ s{^\./}{}r;
  return unless is_module($name);
  for my $l (@{ $file->{lines} }) {
    my $n = $l->{line_number};
    $lines{$name}{$n} += $l->{count};
    my $k = 0;
    $branches{$name}{$n}[$k++] += $_->{count} for grep { !$_->{throw} } @{ $l->{branches} };
  }
}

for my $note (@notes) {
  open my $gcov, '-|', 'gcov', '--branch-probabilities', '--json-format', '--stdout', $note
    or die "coverage: gcov: $!\n";
  local $/;
  my $text = <$gcov>;
  for my $document (split /\n/, $text) {
    read_file($_) for @{ decode_json($document)->{files} };
  }
}

# ---- the figures ----
my (@missed, %total);

sub share { my ($hit, $all) = @_; $all ? sprintf('%5.1f', 100 * $hit / $all) : '    -' }

# What of one line was missed; a line that is not reached takes its branches with it.
sub look {
  my ($file, $n, $text) = @_;
  my @taken = @{ $branches{$file}{$n} || [] };
  @taken = () if $text =~ /^assert\(/;
  $total{branches} += @taken;
  $total{taken} += grep { $_ } @taken;
  return push @missed, [$file, $n, $text] unless $lines{$file}{$n};
  for my $k (grep { !$taken[$_] } 0 .. $#taken) {
    push @missed, [$file, $n, sprintf 'branch %d of %d: %s', $k + 1, scalar @taken, $text];
  }
}

for my $file (sort keys %lines) {
  open my $f, '<', $file or die "coverage: $file: $!\n";
  my @text = ('', map { s/^\s+|\s+$//gr } <$f>);
  my @n = sort { $a <=> $b } keys %{ $lines{$file} };
  my %before = %total;
  look($file, $_, $text[$_]) for @n;
  my $hit = grep { $lines{$file}{$_} } @n;
  my ($all, $taken) = map { ($total{$_} || 0) - ($before{$_} || 0) } qw(branches taken);
  printf "%s %% of %4d lines  %s %% of %4d branches  %s\n", share($hit, scalar @n), scalar @n,
    share($taken, $all), $all, $file;
  $total{lines} += @n;
  $total{hit} += $hit;
}
printf "%s %% of %4d lines  %s %% of %4d branches  all\n", share(@total{qw(hit lines)}),
  $total{lines}, share(@total{qw(taken branches)}), $total{branches};

# ---- what may be missed ----
my (%allowed, %either, @whole, $wrong);
open my $t, '<', $table or die "coverage: $table: $!\n";
while (<$t>) {
  chomp;
  next if $. == 1 || /^\s*$/;
  my ($file, $text, $reason) = split /\t/;
  die "$table:$.: file, text of the line and reason, separated by tabs\n" unless $reason;
  if ($text eq 'branches') {
    my $fits = join '[^/]*', map { quotemeta } split /\*/, $file, -1;
    push @whole, qr{^$fits$};
    next;
  }
  $allowed{"$file\t$text"} = $.;
  $either{"$file\t$text"} = 1 if $reason =~ /^depends on the machine: ./;
}
for my $m (@missed) {
  my ($file, $n, $text) = @$m;
  my $key = "$file\t$text";
  if (exists $allowed{$key}) { $allowed{$key} = 0 }
  elsif ($text =~ /^branch / && grep { $file =~ $_ } @whole) { }
  else { print "$file:$n: no test reaches: $text\n"; $wrong++ }
}
for my $key (sort grep { $allowed{$_} && !$either{$_} } keys %allowed) {
  print "$table:$allowed{$key}: this is reached, or gone\n";
  $wrong++;
}
print "coverage: ", $wrong ? "$wrong lines to look at" : "nothing new", "\n";
exit($wrong ? 1 : 0);
