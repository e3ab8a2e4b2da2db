#!/usr/bin/perl
# lighter.pl FIGURE.svg: a figure with less weight, written in place.  Coordinates
# keep two decimals, a hundredth of a point; pictures become WebP, a quarter of the
# size, but for small ones, maps of sharp cells, and where there is no cwebp.
use strict;
use warnings;
use File::Temp;
use MIME::Base64;

my $SMALL = 20_000;    # bytes

sub webp {
  my ($png) = @_;
  my ($in, $out) = (File::Temp->new(SUFFIX => '.png'), File::Temp->new(SUFFIX => '.webp'));
  binmode $in;
  print $in $png;
  close $in;
  my @how = ('-quiet', '-m', 6, '-sharp_yuv', '-q', 88);
  return undef if system('cwebp', @how, "$in", '-o', "$out") != 0;
  open my $file, '<:raw', "$out" or return undef;
  local $/;
  return scalar <$file>;
}

sub picture {
  my ($base64) = @_;
  my $png = decode_base64($base64);
  my $new = length $png < $SMALL ? undef : webp($png);
  return 'data:image/png;base64,' . $base64 unless defined $new && length $new < length $png;
  return 'data:image/webp;base64,' . encode_base64($new, '');
}

# Numbers like 12.345678 in a path or a place.
sub shorter {
  my ($text) = @_;
  $text =~ s/(-?\d+\.\d{3,})/my $n = sprintf '%.2f', $1; $n =~ s|\.?0+$||; $n eq '-0' ? 0 : $n/ge;
  return $text;
}

my $has_cwebp = system('command -v cwebp > /dev/null') == 0;
my ($path) = @ARGV;
open my $file, '<:raw', $path or die "lighter: $path: $!\n";
my $svg = do { local $/; <$file> };
close $file;
$svg =~ s/(\b(?:d|x|y)=")([^"]*)"/$1 . shorter($2) . '"'/ge;
$svg =~ s/data:image\/png;base64,([A-Za-z0-9+\/=\s]+)/picture($1)/ge if $has_cwebp;
open $file, '>:raw', $path or die "lighter: $path: $!\n";
print $file $svg;
close $file;
