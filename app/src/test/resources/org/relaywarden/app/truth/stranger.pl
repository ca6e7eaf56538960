#!/usr/bin/perl
# SPDX-License-Identifier: Apache-2.0
# A stranger with real mail. Arguments: an address, the stranger's own, then four words for each form: greeting, sender,
# recipients with a plus between, tag. A mail for each form that gets so far; RSET between them, a new conversation for another
# greeting and before a server has counted too many errors. Who is asked to come later does so, once, and so does who was cut
# off; where nobody has answered so far, two dials are enough. Says TAG, whether all recipients were taken, and the last reply.
use strict;
use IO::Socket::INET;
$SIG{PIPE} = 'IGNORE';
my ($to, $own, @words) = @ARGV;
my ($s, $greeted, $refused, $used, $dialled, $answered) = (undef, '', 0, 0, 0, 0);
sub heard {
    my $l;
    do { $l = <$s> // '421 gone' } while $l =~ /^\d{3}-/;
    $l =~ s/\s+$//;
    $refused++ unless $l =~ /^[23]/;
    $l
}
sub said { return '421 gone' unless $s; print $s "$_[0]\r\n"; heard() }
sub leave { if ($s) { print $s "QUIT\r\n"; close $s } undef $s }
sub greet {
    my ($hello) = @_;
    leave() if $refused > 7 || $greeted ne $hello;
    return '250' if $s;
    ($refused, $greeted, $used) = (0, $hello, 0);
    return '421 nobody' if $dialled > 1 && !$answered;
    $dialled++;
    $s = IO::Socket::INET->new(PeerHost => $to, PeerPort => 25, LocalHost => $own, Timeout => 20) or return '421 nobody';
    $answered++;
    my $r = heard();
    $r = said($hello) if $r =~ /^2/;
    leave() unless $r =~ /^2/;
    $r
}
sub hand {
    my ($hello, $from, $rcpts, $tag, $again) = @_;
    my $r = greet($hello);
    said('RSET') if $used++;
    for my $w ("MAIL FROM:$from", (map { "RCPT TO:$_" } split / \+ /, $rcpts), 'DATA') {
        last unless $r =~ /^2/;
        $r = said($w);
    }
    my $taken = $r =~ /^354/ ? 'taken' : 'refused';
    my $mail = "From: some\@stranger.example\r\nSubject: $tag\r\n\r\nReal mail.\r\n.";
    $r = said($mail) if $r =~ /^354/;
    if ($r =~ /^421/) { close $s if $s; undef $s }
    return hand($hello, $from, $rcpts, $tag, 1) if $r =~ /^421/ && !$again;
    print "$tag $taken $r\n";
    $r
}
my @again;
while (my @form = splice @words, 0, 4) {
    push @again, [@form] if hand(@form) =~ /^4.*later/i;
}
hand(@$_) for @again;
leave();
