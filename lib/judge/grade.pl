#!/usr/bin/perl
# grade.pl SUBMISSIONS OUT: grades folders or archives of exercise files.
#
# Every file is compiled and run as a stranger's: sizes are limited, archives
# are read member by member and never unpacked to the paths they name, the
# compiler sees only headers, and the functions run in a locked process that
# holds neither tests nor expected values (judge.h).  Nothing a submission does
# stops the run or touches another one's result.
#
# From the Makefile: CC, CFLAGS_GRADE, GRADE_DIR (judges, workers, includes),
# JOBS, BWRAP (path or empty).
use strict;
use warnings;
use File::Basename;
use File::Path qw(make_path remove_tree);
use File::Temp qw(tempdir);
use Time::HiRes qw(time);

my ($from, $out) = @ARGV;
die "usage: make grade DIR=folder-of-submissions [OUT=grades]\n" unless defined $out;
die "grade: $from is not a folder; put each student's folder or archive in one\n" unless -d $from;
my $dir   = $ENV{GRADE_DIR};
my $bwrap = $ENV{BWRAP} // '';
my $jobs  = $ENV{JOBS} || `getconf _NPROCESSORS_ONLN` + 0 || 2;
my $scratch;
# Names in archives come as they are; the compiler is asked for plain ASCII.
$ENV{LC_ALL} = 'C.UTF-8';
my $MAX_SOURCE = 256 * 1024;
my $MAX_ARCHIVE = 64 * 1024 * 1024;
my $MOST_FILES = 20000;
my $ARCHIVE = qr/\.(?:tar|tar\.\w+|tgz|zip)$/i;

sub slurp { open my $f, '<', $_[0] or return ''; local $/; scalar <$f> // '' }
sub spill { open my $f, '>', $_[0] or die "grade: cannot write $_[0]: $!\n"; print $f $_[1]; close $f or die "grade: $_[0]: $!\n" }
sub entries { opendir my $d, $_[0] or return (); sort map { "$_[0]/$_" } grep { !/^\./ && $_ ne '__MACOSX' } readdir $d }
sub quote { my $s = shift; $s =~ s/'/'\\''/g; "'$s'" }

# ---- the exercises: from the stubs' heads ----
my @exercises;
for my $stub (sort glob 'exercises/[0-9]*/[0-9]*_*.c') {
  my ($chapter, $name) = $stub =~ m{^exercises/([^/]+)/(\d+_\w+)\.c$} or next;
  next unless -x "$dir/judge/$chapter/$name";
  # A title may go on in the next lines, up to an empty one.
  my ($head) = slurp($stub) =~ m{^/\*\s*(Exercise.*?)\s*(?:\*/|\n \*\h*\n)}s;
  my ($id, $stars, $title) = ($head // '') =~ /^Exercise (\d+\.\d+) \((\w+) stars?,[^)]*\): (.*)/s;
  $title =~ s/\s*\n \*\s*/ /g if $id;
  die "grade: $stub: the first line must read /* Exercise N.K (two stars, M minutes, section S): title\n" unless $id;
  my %worth = (one => 1, two => 2, three => 3);
  push @exercises, { id => $id, chapter => $chapter, name => $name, title => $title, points => $worth{$stars} };
}
@exercises = sort { my @a = split /\./, $a->{id}; my @b = split /\./, $b->{id}; $a[0] <=> $b[0] || $a[1] <=> $b[1] } @exercises;
die "grade: there are no exercises\n" unless @exercises;

# ---- finding a submission's files ----
# Wherever a file lies, in a folder or in an archive, its path says what it is:
# CHAPTER/K_name.c, or K_name.c alone where the name says enough.  Who sends all
# of the book back has several: what lies in work/ counts before the rest, and
# a stub that is as we gave it only when there is nothing else.
my %named;
$named{ $_->{name} }++ for @exercises;

sub wanted { # path: the exercise, and how much the path says
  my ($path) = @_;
  return if $path =~ m{(?:^|/)(?:solutions|build|__MACOSX|\.[^/]+)/};
  for my $e (@exercises) {
    return ($e, $path =~ m{(?:^|/)work/[^/]+/[^/]+$} ? 3 : 2) if $path =~ m{(?:^|/)\Q$e->{chapter}\E/\Q$e->{name}\E\.c$};
    return ($e, 1) if $named{ $e->{name} } == 1 && $path =~ m{(?:^|/)\Q$e->{name}\E\.c$};
  }
  return;
}

sub printable { my $s = shift; $s =~ s/[^\x20-\x7e]/?/g; substr $s, 0, 120 }
sub bare { my $s = shift; $s =~ s/\s+//g; $s }
sub leaves { $_[0] =~ m{(?:^|/)\.\.(?:/|$)|^/} }

# $found->{id} is a list of candidates [rank, path, kind, text].
sub take {
  my ($found, $notes, $path, $size, $plain, $read) = @_;
  my ($e, $rank) = wanted($path);
  if (!$e) {
    push @$notes, "not counted: " . printable($path) . " is no exercise's name" if $path =~ m{(?:^|/)(?:\d|ex)[^/]*\.(?:c|cpp|c\.txt)$}i && $path !~ m{(?:^|/)(?:solutions|build|__MACOSX|\.[^/]+)/};
    return;
  }
  if (!$plain) { push @$notes, "refused: " . printable($path) . " is a link or no plain file"; return }
  my @file = $size > $MAX_SOURCE ? ('refused', "the file has $size bytes; at most $MAX_SOURCE are accepted") : ('text', $read->());
  @file = ('refused', "the file could not be read (is there a password on the archive?)") if $file[0] eq 'text' && $size > 0 && $file[1] eq '';
  $rank = 0 if bare($file[1]) eq bare(slurp("exercises/$e->{chapter}/$e->{name}.c"));
  push @{ $found->{ $e->{id} } }, [$rank, $path, @file];
}

sub best {
  my ($found, $notes) = @_;
  my %file;
  for my $id (sort keys %$found) {
    my @all = sort { $b->[0] <=> $a->[0] || $a->[1] cmp $b->[1] } @{ $found->{$id} };
    my @other = grep { $_->[0] > 0 && $_->[3] ne $all[0][3] } @all;
    push @$notes, "several files for exercise $id: " . printable($all[0][1]) . " counts" if @other;
    $file{$id} = [@{ $all[0] }[2, 3]];
  }
  return \%file;
}

sub from_folder {
  my ($root, $found, $notes) = @_;
  my (@archives, $seen);
  my @todo = ($root);
  while (defined(my $at = shift @todo)) {
    for my $path (entries($at)) {
      last if ++$seen > $MOST_FILES;
      my $name = $path =~ s/^\Q$root\E\///r;
      if (-l $path) {
        # A folder behind a link is not entered: its files are refused by name.
        take($found, $notes, $_, 0, 0, undef) for grep { (wanted($_))[0] } $name, map { "$name/" . basename($_) } entries($path);
      }
      elsif (-d $path) { push @todo, $path unless $name =~ m{(?:^|/)(?:solutions|build)$} }
      elsif ($path =~ $ARCHIVE) { push @archives, $path }
      elsif (-f $path) { take($found, $notes, $name, -s $path, 1, sub { slurp($path) }) }
    }
  }
  push @$notes, "only the first $MOST_FILES files were looked at" if ($seen // 0) > $MOST_FILES;
  # Learning platforms put the archive they were given into a folder.
  if (!%$found) { collect($_, $found, $notes) for @archives[0 .. ($#archives < 4 ? $#archives : 4)] }
}

sub from_tar {
  my ($file, $found, $notes) = @_;
  my $list = `timeout 20 tar --force-local --numeric-owner --quoting-style=literal -tvf @{[quote($file)]} 2>/dev/null | head -c 4000000`;
  push @$notes, "the archive cannot be read" unless length $list;
  for my $line (split /\n/, $list) {
    my ($type, $size, $path) = $line =~ /^(.)\S*\s+\S+\s+(\d+)\s+\S+\s+\S+\s+(.*)$/ or next;
    if (leaves($path)) { push @$notes, "refused: the path `" . printable($path) . "` leaves the submission"; next }
    next if $type eq 'd';
    $path =~ s/ (?:->|link to) .*// if $type ne '-';
    take($found, $notes, $path, $size, $type eq '-', sub { scalar `timeout 20 tar --force-local -xOf @{[quote($file)]} @{[quote($path)]} 2>/dev/null | head -c $MAX_SOURCE` });
  }
}

sub from_zip {
  my ($file, $found, $notes) = @_;
  my $list = `timeout 20 unzip -l @{[quote($file)]} 2>/dev/null < /dev/null | head -c 4000000`;
  push @$notes, "the archive cannot be read (is unzip installed?)" unless $list =~ /^\s*\d+\s+\d+ files?\s*$/m || length $list > 3999999;
  for my $line (split /\n/, $list) {
    my ($size, $path) = $line =~ /^\s*(\d+)\s+\S+\s+\S+\s+(.*)$/ or next;
    if (leaves($path)) { push @$notes, "refused: the path `" . printable($path) . "` leaves the submission"; next }
    (my $literal = $path) =~ s/([\[\]*?\\])/\\$1/g;
    take($found, $notes, $path, $size, 1, sub { scalar `timeout 20 unzip -p @{[quote($file)]} @{[quote($literal)]} 2>/dev/null < /dev/null | head -c $MAX_SOURCE` });
  }
}

sub collect {
  my ($path, $found, $notes) = @_;
  if (-l $path) { push @$notes, 'refused: a link' }
  elsif (-d $path) { from_folder($path, $found, $notes) }
  elsif (-s $path > $MAX_ARCHIVE) { push @$notes, 'refused: the archive is larger than 64 MB' }
  elsif ($path =~ /\.zip$/i) { from_zip($path, $found, $notes) }
  else { from_tar($path, $found, $notes) }
}

# ---- compiling a stranger's file ----
my $limits = 'ulimit -t 20; ulimit -v 4000000; ulimit -f 200000; ulimit -c 0';
sub compile {
  my ($e, $work) = @_;
  my $flags = "$ENV{CFLAGS_GRADE} -w";
  my $include = "$dir/include/$e->{chapter}";
  my $command;
  if ($bwrap) {
    my @view = map { -l $_ ? ('--symlink', readlink $_, $_) : -d $_ ? ('--ro-bind', $_, $_) : () } qw(/usr /bin /lib /lib64 /etc/alternatives);
    $command = join ' ', map { quote($_) } $bwrap, qw(--unshare-all --die-with-parent --new-session --clearenv
      --setenv PATH /usr/bin:/bin --tmpfs /tmp --dev /dev), @view, '--ro-bind', $include, '/include', '--bind', $work, '/out', '--chdir', '/out',
      '--', 'sh', '-c', "$limits; exec timeout 30 $ENV{CC} $flags -I/include -MD -MF /out/depends -c /out/submission.c -o /out/submission.o";
  } else {
    $command = "cd " . quote($work) . " && { $limits; } && LC_ALL=C exec timeout 30 $ENV{CC} $flags -I" . quote($include) . " -MD -MF depends -c submission.c -o submission.o";
  }
  my $ok = system('sh', '-c', "($command) > " . quote("$work/messages") . " 2>&1 < /dev/null") == 0;
  return (0, slurp("$work/messages")) unless $ok && -f "$work/submission.o";
  # Whatever was included must be a header of ours or of the system.
  my $depends = slurp("$work/depends") =~ s/\\\n/ /gr =~ s/^\S+:\s*//r;
  for my $d (map { s/\\([ #])/$1/gr } grep { /\S/ } split /(?<!\\)\s+/, $depends) {
    next if $d eq 'submission.c' || $d eq '/out/submission.c';
    next if $d =~ m{^(?:/include|\Q$include\E|/usr/(?:include|lib)|/lib)/} && $d !~ m{\.\.(?!.*\b(?:gcc|clang)\b)} && $d =~ /\.h$/;
    next if $d =~ m{^/usr/lib/(?:gcc|llvm)[^ ]*\.h$};
    return (0, "it includes `" . printable($d) . "`: only headers of the book and of C may be included\n");
  }
  return (1, '');
}

sub build_worker {
  my ($e, $work) = @_;
  my $log = quote("$work/messages");
  my $link = "$ENV{CC} -static -o " . quote("$work/worker") . " " . quote("$work/submission.o") .
    join('', map { ' ' . quote("$dir/worker/$_") } "$e->{chapter}/$e->{name}.o", 'worker.o', 'message.o', "$e->{chapter}/libtfn.a") . ' -lm';
  return 1 if system('sh', '-c', "($limits; exec timeout 30 $link) > $log 2>&1 < /dev/null") == 0;
  return 0;
}

# ---- one exercise of one student ----
sub clean_messages {
  my ($text, $work) = @_;
  $text =~ s{\Q$work\E/?|/out/}{}g;
  my @lines = grep { /\S/ } split /\n/, $text;
  return join "\n", map { printable($_) } @lines[0 .. ($#lines < 11 ? $#lines : 11)];
}

sub grade_one {
  my ($e, $file, $student) = @_;
  my %r = (state => 'missing', passed => 0, tests => 0, note => '');
  return \%r unless $file;
  return { %r, state => 'failed', note => $file->[1] } if $file->[0] eq 'refused';
  my $work = tempdir("$scratch/run-XXXXXX");
  chmod 0755, $work;
  spill("$work/submission.c", $file->[1]);
  my ($ok, $messages) = compile($e, $work);
  if ($ok && !build_worker($e, $work)) { ($ok, $messages) = (0, slurp("$work/messages")) }
  if (!$ok) { $r{state} = 'failed'; $r{note} = "does not compile:\n" . clean_messages($messages, $work) }
  else {
    unlink "$work/submission.o", "$work/messages";
    local $ENV{JUDGE_WORKER} = "$work/worker";
    local $ENV{JUDGE_JAIL}   = "$dir/jail";
    local $ENV{JUDGE_BWRAP}  = $bwrap;
    my $judge = quote("$dir/judge/$e->{chapter}/$e->{name}");
    my $results = tempdir("$scratch/result-XXXXXX");
    system('sh', '-c', "timeout -k 5 300 $judge --exercise $e->{id} --result " . quote("$results/result") . " 2>&1 < /dev/null | head -c 60000 > " . quote("$results/output"));
    my $output = slurp("$results/output");
    my ($p, $f, $s) = split ' ', (slurp("$results/result") || '0 1 0');
    ($r{passed}, $r{tests}) = $output =~ /\((\d+) of (\d+) tests\)/ if $output =~ /\(\d+ of/;
    $r{state} = $p ? 'passed' : $s ? 'to do' : 'failed';
    $r{note} = $output =~ s/^  (?:passed|failed |to do) +\d+\.\d+.*\n//mr if $r{state} eq 'failed';
    $r{note} .= question($e, $output) if $r{state} eq 'failed';
    remove_tree($results);
  }
  remove_tree($work);
  return \%r;
}

# ---- what a known pattern of failures suggests to ask ----
sub question {
  my ($e, $output) = @_;
  # A crash fails whatever test it meets: it says nothing about beliefs.
  return '' if $output =~ /Test timeout expired|did not return|Received signal|exit called/;
  my $failed = join ',', sort $output =~ /^  failed  (\w+)$/mg;
  my @ask;
  for (split /\n/, slurp("exercises/$e->{chapter}/patterns.tsv")) {
    my ($file, $tests, $text) = split /\t/;
    push @ask, "      ask yourself, is this what you think? \"$text\"\n" if $file eq "$e->{name}.c" && $tests eq $failed;
  }
  return join '', @ask[0 .. ($#ask < 1 ? $#ask : 1)];
}

# ---- one student, in a process of its own ----
sub grade_student {
  my ($path, $student, $result) = @_;
  my ($found, $notes) = ({}, []);
  collect($path, $found, $notes);
  push @$notes, 'no exercise was found here: wanted are files like 01-groups/1_order.c, in a folder, .zip or .tar.*' unless %$found;
  my $file = best($found, $notes);
  splice @$notes, 12, @$notes - 12, @$notes - 12 . ' more notes' if @$notes > 13;
  my @lines = map { "note\t$_" } map { s/[\t\n]/ /gr } @$notes;
  for my $e (@exercises) {
    my $r = grade_one($e, $file->{ $e->{id} }, $student);
    (my $note = $r->{note}) =~ s/\\/\\\\/g;
    $note =~ s/\n/\\n/g;
    $note =~ s/\t/ /g;
    push @lines, join "\t", 'exercise', $e->{id}, $r->{state}, $r->{passed}, $r->{tests}, $note;
  }
  spill($result, join("\n", @lines) . "\n");
}

my @entries = entries($from);
my %chapter = map { $_->{chapter} => 1 } @exercises;
die "grade: $from looks like one student's submission; DIR is the folder that holds all of them\n"
  if grep { my $n = basename($_); $chapter{$n} || $n =~ /^(?:exercises|work)$/ } @entries;
my @paths = grep { -d $_ || /$ARCHIVE/ } @entries;
my @passed_over = map { basename($_) } grep { !-d $_ && !/$ARCHIVE/ } @entries;
die "grade: $from holds no folders and no archives (.tar, .tar.gz, .tgz, .zip)\n" unless @paths;
# Letters of every alphabet and spaces stay, so that the table's names are the
# students'; what a file name or a spreadsheet could stumble over does not.
my %names;
sub name_of {
  my $n = basename($_[0]) =~ s/$ARCHIVE//r;
  utf8::decode($n);
  $n =~ s/[^\w .-]/_/g;
  $n =~ s/^[ -]/_/;
  utf8::encode($n);
  return $names{$n}++ ? "$n-$names{$n}" : $n;
}
my @students = map { { path => $_, name => name_of($_) } } @paths;
make_path($out, "$out/reports");
# Reports of those who were graded before and are not here now would mislead.
my %present = map { $_->{name} => 1 } @students;
for (split /\n/, slurp("$out/grades.csv")) {
  my ($n) = /^(?:\xef\xbb\xbf)?"?([^",]+)/ or next;
  unlink "$out/reports/$n.txt" unless $present{$n} || $n =~ m{/};
}
$scratch = tempdir("$dir/grading-XXXXXX");
chmod 0755, $scratch;
my $me = $$;
END { remove_tree($scratch) if $scratch && $$ == $me }
my (%child, $done);
$SIG{INT} = $SIG{TERM} = sub {
  exit 1 if $$ != $me;
  kill 'TERM', keys %child;
  1 while wait > 0;
  print STDERR "\ngrade: stopped; $out/ is as it was. Start it again: it begins anew.\n";
  exit 1;
};
my $begin = time;
$| = 1;
sub reap {
  my $s = delete $child{ my $pid = wait } or return;
  printf "  %3d of %d  %s\n", ++$done, scalar @students, $s->{name};
}
for my $s (@students) {
  reap() while keys %child >= $jobs;
  my $pid = fork // die "grade: fork: $!\n";
  if ($pid == 0) { grade_student($s->{path}, $s->{name}, "$scratch/$s->{name}.result"); exit 0 }
  $child{$pid} = $s;
}
reap() while keys %child;

# ---- the tables ----
sub csv { join(',', map { my $v = $_ // ''; $v = "'$v" if $v =~ /^[=+@-]/; $v =~ /[",\n]/ ? '"' . ($v =~ s/"/""/gr) . '"' : $v } @_) . "\n" }
# Bytes that are no UTF-8, and control characters, become question marks.
sub clean { my $s = shift; my $t = $s; $s =~ s/[^\x09\x0a\x20-\x7e]/?/g unless utf8::decode($t); $s =~ s/[^\x09\x0a\x20-\x7e\x80-\xff]/?/g; $s }
sub xml { my $s = shift // ''; $s =~ s/&/&amp;/g; $s =~ s/</&lt;/g; $s =~ s/>/&gt;/g; $s =~ s/"/&quot;/g; clean($s) }
sub json { my $s = shift // ''; $s =~ s/([\\"])/\\$1/g; $s =~ s/\n/\\n/g; $s =~ s/\t/\\t/g; '"' . clean($s) . '"' }

my $isolation = $bwrap ? 'bubblewrap (no file system, no network) and a system-call filter'
  : 'a system-call filter and limits only: bubblewrap is not installed, so the file system was hidden by refusing to open files, not by taking it away';
my ($table, $detail, $junit, $json) = (csv('student', (map { $_->{id} } @exercises), 'points', 'of'), csv(qw(student exercise title points of state passed tests)), '', '');
my $most = 0;
$most += $_->{points} for @exercises;
for my $s (@students) {
  my (%row, @notes);
  for (split /\n/, slurp("$scratch/$s->{name}.result")) {
    my @f = split /\t/, $_, -1;
    if ($f[0] eq 'note') { push @notes, $f[1] }
    else { $row{ $f[1] } = { state => $f[2], passed => $f[3], tests => $f[4], note => $f[5] =~ s/\\(n|\\)/$1 eq 'n' ? "\n" : '\\'/ger } }
  }
  push @notes, 'the grader stopped on this submission' unless %row;
  my ($sum, $bad, $report, @cells, @cases, @j) = (0, 0, "Exercises of $s->{name}\n\n");
  for my $e (@exercises) {
    my $r = $row{ $e->{id} } // { state => 'failed', passed => 0, tests => 0, note => 'not graded' };
    my $points = $r->{state} eq 'passed' ? $e->{points} : 0;
    $sum += $points;
    push @cells, $points;
    $detail .= csv($s->{name}, $e->{id}, $e->{title}, $points, $e->{points}, $r->{state}, $r->{passed}, $r->{tests});
    my $inside = $r->{state} eq 'passed' ? '' : $r->{state} eq 'failed'
      ? '<failure message="failed">' . xml($r->{note}) . '</failure>' : '<skipped message="' . xml($r->{state}) . '"/>';
    $bad++ if $r->{state} eq 'failed';
    push @cases, "    <testcase classname=\"$e->{chapter}\" name=\"" . xml("$e->{id} $e->{title}") . "\">$inside</testcase>\n";
    push @j, sprintf '{"exercise":%s,"title":%s,"state":%s,"points":%d,"of":%d,"passed":%d,"tests":%d}',
      json($e->{id}), json($e->{title}), json($r->{state}), $points, $e->{points}, $r->{passed}, $r->{tests};
    $report .= sprintf "%-8s %-5s %d of %d  %s\n", $r->{state}, $e->{id}, $points, $e->{points}, $e->{title};
    $report .= "$r->{note}\n" if $r->{note} ne '' && $r->{state} eq 'failed';
  }
  $report .= "\nnote: $_\n" for @notes;
  $report .= "\n$sum of $most points. Run in: $isolation.\n";
  spill("$out/reports/$s->{name}.txt", $report);
  $table .= csv($s->{name}, @cells, $sum, $most);
  $junit .= "  <testsuite name=\"" . xml($s->{name}) . '" tests="' . @exercises . "\" failures=\"$bad\">\n@cases  </testsuite>\n";
  $json .= ($json ? ",\n" : '') . '{"student":' . json($s->{name}) . ",\"points\":$sum,\"of\":$most,\"notes\":[" . join(',', map { json($_) } @notes) . '],"exercises":[' . join(',', @j) . ']}';
}
# Spreadsheets take a table for UTF-8 only when it begins with this mark.
my $mark = $table =~ /[\x80-\xff]/ ? "\xef\xbb\xbf" : '';
spill("$out/grades.csv", $mark . $table);
spill("$out/details.csv", $mark . $detail);
spill("$out/junit.xml", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n$junit</testsuites>\n");
spill("$out/grades.json", "{\"isolation\":" . json($isolation) . ",\"students\":[\n$json\n]}\n");
printf "grade: %d submissions, %d exercises, %.0f s; %s/grades.csv, details.csv, junit.xml, grades.json, reports/\n", scalar @students, scalar @exercises, time - $begin, $out;
print "grade: isolated by $isolation\n";
print "grade: not graded, being neither a folder nor an archive (.zip, .tar, .tar.gz, .tgz): ", join(', ', map { printable($_) } @passed_over), "\n" if @passed_over;
