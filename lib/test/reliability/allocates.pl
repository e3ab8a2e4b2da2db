#!/usr/bin/perl
# allocates.pl OBJECTS OF FAULTS -- OBJECTS OF THE LIBRARY: every function that the
# library exports and that takes memory, itself or through others, must be called
# by `make faults`, itself or through others.  Who calls whom is read from the
# relocations of the objects: each function has a section of its own.
use strict;
use warnings;

my @takes = qw(malloc calloc realloc aligned_alloc);
my %calls;      # caller => { callee => 1 }; a static function is named FILE:NAME
my %exported;
my (%roots, $is_root);

# The names that relocations may use for functions of one object.
sub read_symbols {
  my ($object) = @_;
  my %name;
  open my $f, '-|', 'readelf', '-sW', $object or die "allocates: readelf: $!\n";
  while (<$f>) {
    my ($type, $bind, $seen, $where, $symbol) = /(\S+)\s+(\S+)\s+(\S+)\s+(\S+)\s+(\S+)$/ or next;
    next unless $type eq 'FUNC';
    $name{$symbol} = $bind eq 'LOCAL' ? "$object:$symbol" : $symbol;
    $exported{$symbol} = $object if $bind eq 'GLOBAL' && $seen eq 'DEFAULT' && $where ne 'UND';
  }
  return \%name;
}

# A section is called .text.NAME, with a word between them where code is rare.
sub of_section {
  my ($section) = @_;
  return $section =~ /^\.text\.(?:unlikely\.|hot\.|startup\.|exit\.)?(\w[\w.]*)$/ ? $1 : undef;
}

sub read_object {
  my ($object) = @_;
  my $name = read_symbols($object);
  my $from;
  open my $f, '-|', 'readelf', '-rW', $object or die "allocates: readelf: $!\n";
  while (<$f>) {
    if (/^Relocation section '\.rela?(\S+)'/) {
      my $function = of_section($1);
      $from = defined $function ? $name->{$function} || $function : undef;
      next;
    }
    next unless defined $from && /^[0-9a-f]+\s+[0-9a-f]+\s+R_\S+\s+[0-9a-f]+\s+(\S+)/;
    my $to = of_section($1) || $1;
    $calls{$from}{ $name->{$to} || $to } = 1;
    $roots{$from} = 1 if $is_root;
  }
}

# All that can be reached from some functions by a chain of calls.
sub reached {
  my @next = @_;
  my %seen = map { $_ => 1 } @next;
  while (defined(my $function = shift @next)) {
    for my $callee (keys %{ $calls{$function} || {} }) {
      push @next, $callee unless $seen{$callee}++;
    }
  }
  return \%seen;
}

$is_root = 1;
for (@ARGV) {
  if ($_ eq '--') { $is_root = 0 }
  else { read_object($_) }
}
delete @exported{ keys %roots };
my $covered = reached(keys %roots);
my ($all, $missing) = (0, 0);
for my $function (sort keys %exported) {
  my $within = reached($function);
  next unless grep { $within->{$_} } @takes;
  $all++;
  next if $covered->{$function};
  print "faults: no row calls $function ($exported{$function}), which takes memory\n";
  $missing++;
}
print "faults: $all functions take memory, $missing of them without a row\n";
exit($missing || !$all ? 1 : 0);
