#!/usr/bin/perl
# proxy.pl EXERCISES.H judge|worker NAME...: writes the C that carries calls of
# the named functions from the test's process (judge) to the submission's
# (worker), from their prototypes and the shapes of shape.h.
use strict;
use warnings;

my ($header, $side, @names) = @ARGV;
open my $f, '<', $header or die "$header: $!\n";
my $text = do { local $/; <$f> };
$text =~ s{/\*.*?\*/}{ }gs;
$text =~ s{//[^\n]*}{}g;
$text =~ s/^\s*#.*$//mg;

sub fail { die "$header: $_[0]\n" }

# ---- one parameter: its C type, name, and how it travels ----
sub parameter {
  my ($function, $p) = @_;
  $p =~ s/^\s+|\s+$//g;
  $p =~ s/\s+/ /g;
  if ($p =~ /^const char \*\s*(\w+) STRING$/) {
    return { kind => 'string', name => $1, declare => "const char *$1" };
  }
  if ($p =~ /^(const )?(.+?) ?\*\s*(?:restrict )?(\w+) (IN|OUT|INOUT)\((.*)\)$/) {
    return { kind => 'array', const => $1 // '', type => $2, name => $3, back => $4 ne 'IN',
             count => $5, declare => ($1 // '') . "$2 *$3" };
  }
  if ($p =~ /^(const )?([\w ]+?) (\w+)\[(\w+)\]$/) {
    return { kind => 'array', const => $1 // '', type => $2, name => $3, back => !$1,
             count => $4, declare => ($1 // '') . "$2 *$3" };
  }
  fail("$function: the pointer in `$p` has no shape: IN(n), OUT(n), INOUT(n) or STRING") if $p =~ /[*\[(]/;
  fail("$function: cannot read the parameter `$p`") unless $p =~ /^([\w ]+?) (\w+)$/;
  return { kind => 'value', type => $1, name => $2, declare => "$1 $2" };
}

sub split_parameters {
  my ($list) = @_;
  my ($depth, @parts) = (0, '');
  for my $c (split //, $list) {
    $depth++ if $c eq '(';
    $depth-- if $c eq ')';
    if ($c eq ',' && !$depth) { push @parts, '' } else { $parts[-1] .= $c }
  }
  return grep { /\S/ && !/^\s*void\s*$/ } @parts;
}

my %function;
while ($text =~ /(?:^|[;}])\s*((?:\w+\s+)*?\w+[\s*]+)(\w+)\s*\(((?:[^();{}]|\((?:[^()]|\([^()]*\))*\))*)\)\s*(?=;)/g) {
  my ($type, $name, $list) = ($1, $2, $3);
  $type =~ s/\s+/ /g;
  $type =~ s/^ | $//g;
  next if $type =~ /\btypedef\b|\breturn\b/;
  fail("$name: a pointer cannot be returned") if $type =~ /\*/ && grep { $_ eq $name } @names;
  $function{$name} = { type => $type, list => $list };
}

# ---- the code ----
sub elements { my ($p) = @_; "message_elements((double)($p->{count}), sizeof *$p->{name})" }

print "/* Written by proxy.pl from exercises.h. */\n#include \"exercises.h\"\n#include \"judge.h\"\n#include <string.h>\n";
my $number = 0;
my @cases;
for my $name (@names) {
  my $fn = $function{$name} or fail("no prototype of $name");
  my @p = map { parameter($name, $_) } split_parameters($fn->{list});
  my $void = $fn->{type} eq 'void';
  if ($side eq 'judge') {
    print "$fn->{type} $name(", join(', ', map { $_->{declare} } @p) || 'void', ")\n{\n  judge_call($number);\n";
    print "  $fn->{type} result;\n" unless $void;
    for my $p (@p) {                              # values first: shapes are computed from them
      print "  judge_put(&$p->{name}, sizeof $p->{name});\n" if $p->{kind} eq 'value';
    }
    for my $p (@p) {
      my $e = elements($p) if $p->{kind} eq 'array';
      print "  judge_put_array($p->{name}, $e, sizeof *$p->{name});\n" if $p->{kind} eq 'array';
      print "  size_t length_$p->{name} = $p->{name} ? strlen($p->{name}) + 1 : 0;\n",
            "  judge_put(&length_$p->{name}, sizeof length_$p->{name});\n",
            "  judge_put_array($p->{name}, length_$p->{name}, 1);\n" if $p->{kind} eq 'string';
    }
    print "  judge_send();\n";
    print "  judge_take(&result, sizeof result);\n" unless $void;
    for my $p (grep { $_->{kind} eq 'array' && $_->{back} } @p) {
      print "  judge_take_array($p->{name}, ", elements($p), ", sizeof *$p->{name});\n";
    }
    print "  return result;\n" unless $void;
    print "}\n\n";
  } else {
    print "static void call_$number(void)\n{\n";
    for my $p (grep { $_->{kind} eq 'value' } @p) {
      print "  $p->{type} $p->{name};\n  worker_take(&$p->{name}, sizeof $p->{name});\n";
    }
    for my $p (@p) {
      print "  $p->{type} *$p->{name} = worker_take_array(message_elements((double)($p->{count}), sizeof($p->{type})), sizeof($p->{type}));\n"
        if $p->{kind} eq 'array';
      print "  size_t length_$p->{name};\n  worker_take(&length_$p->{name}, sizeof length_$p->{name});\n",
            "  char *$p->{name} = worker_take_array(length_$p->{name}, 1);\n" if $p->{kind} eq 'string';
    }
    my $call = "$name(" . join(', ', map { $_->{name} } @p) . ")";
    print $void ? "  $call;\n" : "  $fn->{type} result = $call;\n  worker_put(&result, sizeof result);\n";
    for my $p (grep { $_->{kind} eq 'array' && $_->{back} } @p) {
      print "  worker_put_array($p->{name}, ", elements($p), ", sizeof *$p->{name});\n";
    }
    print "}\n\n";
    push @cases, "  case $number:\n    call_$number();\n    return 1;\n";
  }
  $number++;
}
if ($side eq 'worker') {
  print "int worker_perform(uint32_t function)\n{\n  switch (function) {\n", @cases,
        "  default:\n    return 0;\n  }\n}\n";
}
