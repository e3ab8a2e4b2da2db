#!/usr/bin/perl
# compile_commands.pl COMMAND FILE...: the compilation database for editors.
use strict;
use warnings;
use Cwd;
use File::Basename;
use JSON::PP;

my ($command, @files) = @ARGV;
my @entries = map {
  { directory => getcwd(), file => $_, command => "$command -I" . dirname($_) . " -c $_" }
} @files;
print JSON::PP->new->canonical->pretty->encode(\@entries);
