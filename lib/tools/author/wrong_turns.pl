#!/usr/bin/perl
# wrong_turns.pl: proves that the tests catch the mistakes listed in wrong.tsv.
#
# For every row one text is replaced in one file, the mutant is compiled and the
# test named by the row is run.  Required: the text occurs exactly once (else
# STALE), the mutant compiles (else INVALID), the named test fails (else
# SURVIVED), the unmodified code passes, and every test is named by a row (else
# IDLE: a test that nothing can fail proves nothing).  A row whose id ends in
# :double is a mistake only there: with REAL=float it is not tried.
#
# Called by the Makefile with the compiler, flags and objects in the environment.
use strict;
use warnings;
use File::Basename;
use File::Path qw(make_path remove_tree);

my ($table, $kind) = @ARGV;                       # kind: chapter or exercise
my $folder   = dirname($table);                   # chapters/01-groups
my $sources  = $kind eq 'exercise' ? $folder =~ s/^exercises/solutions/r : $folder;
my $compile  = $ENV{COMPILE};                     # cc and flags and -I
my $objects  = $ENV{OBJECTS};                     # everything but the mutant
my $libs     = $ENV{LIBS};
my $build    = $ENV{BUILD_DIR};                   # where objects and mutants live
my $jobs     = $ENV{JOBS} || 2;
my $only     = $ENV{ONLY} || '';
my $patterns = '';                                # where failing sets are kept

sub slurp { open my $f, '<', $_[0] or die "$_[0]: $!\n"; local $/; <$f> }
sub spill { open my $f, '>', $_[0] or die "$_[0]: $!\n"; print $f $_[1]; close $f }
sub unescape { my %e = (n => "\n", t => "\t", '\\' => '\\'); $_[0] =~ s/\\([nt\\])/$e{$1}/gr }
sub run { my ($log, @c) = @_; system("( @c ) > '$log' 2>&1") == 0 }

# ---- the rows ----
my @rows;
my @lines = split /\n/, slurp($table);
die "$table: line 1 must be: file id old new test misconception (tab-separated)\n"
  unless ($lines[0] // '') eq join "\t", qw(file id old new test misconception);
my %seen;
for my $n (2 .. @lines) {
  next if $lines[$n - 1] =~ /^\s*$/;
  my @f = split /\t/, $lines[$n - 1], -1;
  die "$table:$n: wanted 6 tab-separated fields, found " . @f . "\n" unless @f == 6;
  die "$table:$n: the id `$f[1]` is used twice\n" if $seen{"$f[0]:$f[1]"}++;
  push @rows, { line => $n, file => $f[0], id => $f[1], old => unescape($f[2]),
                new => unescape($f[3]), test => $f[4], belief => $f[5] };
}
# Why the old text is not to be found where it should be, or nothing.
sub stale {
  my ($r) = @_;
  my $count = () = slurp("$sources/$r->{file}") =~ /\Q$r->{old}\E/g;
  return $count == 1 ? '' : "STALE (the old text occurs $count times in $r->{file})";
}
# TEXTS_ONLY=1: nothing but that; nothing is compiled.
if ($ENV{TEXTS_ONLY}) {
  my @stale = grep { stale($_) } @rows;
  print "$table:$_->{line}: $_->{id}: ", stale($_), "\n" for @stale;
  exit(@stale ? 1 : 0);
}
@rows = grep { $_->{id} =~ /\Q$only/ } @rows if $only ne '';
my %named;                                        # tests of rows, tried or not
$named{ $_->{file} }{ $_->{test} } = $named{''}{ $_->{test} } = 1 for @rows;
my $float = $build =~ m{-float[^/]*$};
@rows = grep { $_->{id} !~ /:double$/ } @rows if $float;

# ---- the suites: which program holds which test ----
my %program;                                      # test name (with exercise) -> program
sub tests_of {
  my ($program) = @_;
  my @list = `'$program' a-name-no-test-has 2>/dev/null`;
  return map { /^\s+(\w+)$/ ? $1 : () } @list;
}
my @suites = $kind eq 'exercise'
  ? map { s{^.*/(\d+_\w+)\.c$}{$1}r } glob("$sources/[0-9]*_*.c")
  : map { basename($_, '.c') } glob("$folder/test_*.c");
for my $s (@suites) {
  my $programs = $kind eq 'exercise' ? "$build/solutions/" . basename($folder) : "$build/$folder";
  my $p = "$programs/$s";
  $program{$s} = { path => $p, tests => [tests_of($p)] };
  next if run("$p.baseline", "'$p'");
  print "BASELINE $s: the unmodified code fails:\n", slurp("$p.baseline");
  exit 1;
}
sub suite_of {                                    # the suite that must fail for a row
  my ($r) = @_;
  return $r->{file} =~ s/\.c$//r if $kind eq 'exercise';
  for my $s (@suites) { return $s if grep { $_ eq $r->{test} } @{ $program{$s}{tests} } }
  return undef;
}

# ---- one mutant ----
sub link_order {                                  # the objects with the mutants' put in place
  my (%mine) = @_;
  return join ' ', map { exists $mine{$_} ? $mine{$_} : $_ } split ' ', $objects;
}

# The compiler wrote down what it had read.
sub includes {
  my ($source, $header) = @_;
  my $seen = "$build/$folder/" . basename($source, '.c') . '.d';
  return !-e $seen || slurp($seen) =~ m{/\Q$header\E\b};
}

# A test of a header may need no module; then none is compiled again.
sub links_alone {
  my ($dir, $suite) = @_;
  my $support = join ' ', grep { m{/lib/\w+/[^/]+$} } split ' ', $objects;
  return -e "$dir/$suite.o" &&
    run("$dir/alone", "$ENV{LINK} '$dir/$suite.o' $support -o '$dir/suite' $libs");
}

# Kernels are compiled once for each width of vectors; the widest is the one
# that runs.
sub how_compiled {
  my ($name) = @_;
  my $flags = $ENV{KERNEL_FLAGS} // '';
  return ($name, $flags) if $name eq 'test_simd';
  return ($name, '') unless $name =~ /^fast_\w+_kernels$/;
  return ("${name}_$ENV{KERNEL_WIDTH}", $flags);
}

# Each of these puts the changed text into $dir, and says what is to be compiled
# again for it: a list of sources; or a complaint.
sub change_generator {                            # gen_NAME.c, which writes NAME.inc
  my ($r, $dir, $text) = @_;
  my ($inc) = $r->{file} =~ /^gen_(\w+)\.c$/;
  spill("$dir/$r->{file}", $text);
  run("$dir/log", "$compile -w '$dir/$r->{file}' -o '$dir/gen' -lm &&",
      "'$dir/gen' $ENV{GENERATOR_ARGS} > '$dir/$inc.inc'")
    or return [], "INVALID (the generator does not compile or run, see $dir/log)";
  return [grep { slurp($_) =~ /"\Q$inc\E\.inc"/ } glob("$folder/*.c")];
}

sub change_header {                               # all that includes it; also a program
  my ($r, $dir, $text, $suite) = @_;
  for my $f (glob("$folder/*.[hc]")) { spill("$dir/" . basename($f), slurp($f)) }
  my @again = grep { includes($_, $r->{file}) } "$dir/$suite.c",
    grep { !m{/(gen_|demo|test_)} } glob("$dir/*.c");
  spill("$dir/$r->{file}", $text);
  return \@again;
}

sub change_source {
  my ($r, $dir, $text) = @_;
  spill("$dir/$r->{file}", $text);
  return $r->{file} =~ /\.c$/ ? ["$dir/$r->{file}"] : [];
}

sub build_exercise {
  my ($r, $dir, $text, $suite) = @_;
  spill("$dir/$r->{file}", $text);
  return run("$dir/log", "$compile -w -c '$dir/$r->{file}' -o '$dir/mutant.o' &&",
    "$ENV{LINK} '$dir/mutant.o' '$build/$folder/test_$suite.o' $objects -o '$dir/suite' $libs")
    ? undef : "INVALID (does not compile, see $dir/log)";
}

sub build_mutant {                                # nothing, or what is wrong with the row
  my ($r, $dir, $suite) = @_;
  my $stale = stale($r);
  return $stale if $stale;
  my $text = slurp("$sources/$r->{file}");
  $text =~ s/\Q$r->{old}\E/$r->{new}/;
  return build_exercise($r, $dir, $text, $suite) if $kind eq 'exercise';

  my $change = $r->{file} =~ /^gen_/ ? \&change_generator
    : $r->{file} =~ /\.h$/ || includes("$suite.c", $r->{file}) ? \&change_header
    : \&change_source;
  my ($again, $complaint) = $change->($r, $dir, $text, $suite);
  return $complaint if $complaint;
  my %mine;
  for my $source (@$again) {
    my $name = basename($source, '.c');
    my ($object, $flags) = how_compiled($name);
    # The mutant's folder is searched before every -I.
    run("$dir/log", "$compile $flags -w -iquote '$dir' -c '$source' -o '$dir/$name.o'")
      or return "INVALID (does not compile, see $dir/log)";
    $mine{"$build/$folder/$object.o"} = "$dir/$name.o";
    return undef if $name eq $suite && links_alone($dir, $suite);
  }
  my $test = -e "$dir/$suite.o" ? "$dir/$suite.o" : "$build/$folder/$suite.o";
  run("$dir/log", "$ENV{LINK} '$test' " . link_order(%mine) . " -o '$dir/suite' $libs")
    or return "INVALID (does not link, see $dir/log)";
  return undef;
}

# A failing test of an exercise says for which input, what came, what was
# wanted; one that crashes or does not end is excused.  Returns one that doesn't.
sub silent {
  for my $failure (split /^  failed  /m, $_[0]) {
    my ($test, $said) = $failure =~ /^(\w+)\n(.*)/s or next;
    next if $said =~ /^ *(?:Received signal|Test timeout|the test did not reach)/m;
    my $input = $said =~ /^      (?:given .|got .*\w\()/m;
    return $test unless $input && $said =~ /^      got /m && $said =~ /^      wanted /m;
  }
  return '';
}

sub try_row {
  my ($r, $dir) = @_;
  my $suite = suite_of($r) or return "INVALID (no test is called $r->{test})";
  return "INVALID (no solution $r->{file})" unless $program{$suite};
  my $wrong = build_mutant($r, $dir, $suite);
  return $wrong if $wrong;
  my $command = "'$dir/suite' " . ($patterns ? '' : "'$r->{test}'");
  run("$dir/output", $command);
  # What changes nothing with the longest vectors may do so with the shortest.
  run("$dir/output", "$ENV{OR_ELSE} $command")
    if $ENV{OR_ELSE} && slurp("$dir/output") !~ /^  failed  /m;
  my @failed = sort(slurp("$dir/output") =~ /^  failed  (\w+)$/mg);
  my $silent = $kind eq 'exercise' ? silent(slurp("$dir/output")) : '';
  return "SILENT ($silent fails without saying input, got and wanted)" if $silent;
  spill("$patterns/$r->{line}", join("\t", $r->{file}, join(',', @failed), $r->{belief}) . "\n")
    if $patterns;
  return (grep { $_ eq $r->{test} } @failed) ? 'caught' : 'SURVIVED';
}

# ---- all rows, several at a time ----
my $base = "$build/mutants/$folder";
remove_tree($base);
# For exercises all tests of a suite are run: which of them fail together tells
# a learner's tests what question to ask (patterns.tsv).  The file holds what
# happens in double; in float other tests may fail too, and nothing is compared.
if ($kind eq 'exercise' && $only eq '' && !$float) {
  $patterns = "$base/patterns";
  make_path($patterns);
}
my (%child, $failed, $caught);
sub reap {
  my $pid = wait;
  my $i = delete $child{$pid};
  my $verdict = -e "$base/$i/verdict" ? slurp("$base/$i/verdict") : 'INVALID (the checker died)';
  if ($verdict eq 'caught') { $caught++; remove_tree("$base/$i") }
  else {
    $failed++;
    my $r = $rows[$i];
    print "$table:$r->{line}: $r->{id}: $verdict: $r->{test} should have failed; ",
      "\"$r->{belief}\"\n";
  }
}
$caught = $failed = 0;
for my $i (0 .. $#rows) {
  reap() while keys %child >= $jobs;
  make_path("$base/$i");
  my $pid = fork // die "fork: $!\n";
  if ($pid == 0) { spill("$base/$i/verdict", try_row($rows[$i], "$base/$i")); exit 0 }
  $child{$pid} = $i;
}
reap() while keys %child;

if ($patterns && !$failed) {
  my @by_line = sort { ($a =~ /(\d+)$/)[0] <=> ($b =~ /(\d+)$/)[0] } glob "$patterns/*";
  my $text = join '', map { slurp($_) } @by_line;
  if ($ENV{UPDATE_PATTERNS}) { spill("$folder/patterns.tsv", $text) }
  elsif ($text ne (-e "$folder/patterns.tsv" ? slurp("$folder/patterns.tsv") : '')) {
    $failed++;
    print "$folder/patterns.tsv is out of date: make patterns\n";
    spill("$base/patterns.tsv", $text);
    print `diff -- '$folder/patterns.tsv' '$base/patterns.tsv'`;
  }
}

# ---- every test must be able to fail ----
if ($only eq '') {
  for my $s (@suites) {
    my $by_rows = $named{ $kind eq 'chapter' ? '' : "$s.c" };
    for my $t (@{ $program{$s}{tests} }) {
      next if $by_rows->{$t};
      $failed++;
      print "$table: IDLE: no wrong turn makes $s: $t fail\n";
    }
  }
}
printf "wrong turns %-32s %3d caught %3d to mend\n", $folder, $caught, $failed;
exit($failed ? 1 : 0);
