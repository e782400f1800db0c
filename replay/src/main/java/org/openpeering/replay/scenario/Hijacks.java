/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.replay.scenario;

/**
 * Somebody announces a part of what is not his. Upstreams of victims that no publication names are assumed, here and
 * in the other incidents; times are UTC.
 */
final class Hijacks {
    private Hijacks() {}

    /**
     * AS17557 (Pakistan Telecom) announces a /24 of the /22 of AS36561 (YouTube) through AS3491 (PCCW) at 18:47. The
     * owner answers with the same /24 at 20:07 and with its halves at 20:18; the hijack is seen prepended, and by
     * fewer, from 20:51 on, and is gone at 21:01.
     *
     * <p>RIPE NCC: YouTube Hijacking, a RIPE NCC RIS case study, 17 March 2008.
     */
    static Scenario youTube(Plot plot) {
        plot.begin("18:42");
        plot.watch("208.65.152.0/22", "36561", "3356 3549");
        plot.table("208.65.152.0/22", "3356 36561", "3257 3549 36561");
        plot.at("18:47").announce("208.65.153.0/24", "3491 17557");
        plot.at("19:20").reset(1);
        plot.at("20:07").announce("208.65.153.0/24", "3356 36561", "3257 3549 36561");
        plot.at("20:18")
                .announce("208.65.153.0/25", "3356 36561", "3257 3549 36561")
                .announce("208.65.153.128/25", "3356 36561", "3257 3549 36561");
        plot.at("20:51").withdraw("208.65.153.0/24", "3491 17557");
        plot.at("20:51").by(3).preferred().announce("208.65.153.0/24", "3491 17557 17557");
        plot.at("21:01").withdraw("208.65.153.0/24", "3491 17557 17557");
        return plot.end("21:06");
    }

    /**
     * AS10297 (eNET) announces /24s of four /23s of AS16509 (Amazon) with the servers of Route 53; AS6939 (Hurricane
     * Electric) passes them on. About one vantage in seven hears them, from 11:05:41 for nearly two hours.
     *
     * <p>Internet Society: What Happened? The Amazon Route 53 BGP Hijack, 27 April 2018; Cloudflare: BGP leaks and
     * cryptocurrencies, 24 April 2018.
     */
    static Scenario route53(Plot plot) {
        plot.begin("11:01");
        for (String owned : new String[] {"205.251.192", "205.251.194", "205.251.196", "205.251.198"}) {
            plot.watch(owned + ".0/23", "16509", "3257 2914 3356");
            plot.table(owned + ".0/23", "3257 16509", "2914 16509", "3356 16509");
        }
        Plot.Moment begin = plot.at("11:05:41").by(2);
        Plot.Moment end = plot.at("12:55");
        for (int part : new int[] {192, 193, 195, 197, 199}) {
            begin.announce("205.251." + part + ".0/24", "6939 10297");
            end.withdraw("205.251." + part + ".0/24", "6939 10297");
        }
        plot.at("13:00").reset(2);
        return plot.end("13:05");
    }

    /**
     * Somebody announces /24s of Kakao with origin AS9457 (Dreamline) behind AS6461 (Zayo), so that a library that
     * KLAYswap loads is fetched from elsewhere: from 01:04:18, for as long as coins were stolen. At one of the two
     * prefixes AS7625 stands behind AS10158 (Kakao), at the other one AS38099.
     *
     * <p>MANRS: KlaySwap, Another BGP Hijack Targeting Crypto Wallets, February 2022; Birge-Lee and others: Attackers
     * exploit fundamental flaw in the web's security, 9 March 2022; nanog list, February 2022, for the path.
     */
    static Scenario klayswap(Plot plot) {
        plot.begin("01:00");
        plot.watch("121.53.104.0/23", "38099", "10158");
        plot.watch("211.249.216.0/21", "7625", "10158");
        plot.table("121.53.104.0/23", "15412 10158 38099");
        plot.table("211.249.216.0/21", "15412 10158 7625");
        plot.at("01:04:18").by(8).announce("121.53.104.0/24", "6461 9457").announce("211.249.221.0/24", "6461 9457");
        plot.at("02:31:41").reset(4);
        plot.at("04:30").withdraw("121.53.104.0/24", "6461 9457").withdraw("211.249.221.0/24", "6461 9457");
        return plot.end("04:35");
    }

    /**
     * AS209243 (QuickHostUK) announces a /24 of Amazon's 44.224.0.0/11 through AS1299 (Arelion), with a number of
     * Amazon, AS14618, at the end of the path, and so valid by its ROAs: from 19:39:50. Amazon announces the same
     * itself at 23:07.
     *
     * <p>Kentik: What can be learned from recent BGP hijacks targeting cryptocurrency services?, September 2022;
     * Coinbase: Celer Bridge incident analysis, September 2022.
     */
    static Scenario celer(Plot plot) {
        plot.begin("19:35");
        plot.watch("44.224.0.0/11", "16509 14618", "1299 2914 3356");
        plot.table("44.224.0.0/11", "1299 16509", "2914 16509", "3356 16509");
        plot.at("19:39:50").announce("44.235.216.0/24", "1299 209243 14618");
        plot.at("21:00").reset(3);
        plot.at("23:07").announce("44.235.216.0/24", "1299 16509", "2914 16509", "3356 16509");
        plot.at("23:20").withdraw("44.235.216.0/24", "1299 209243 14618");
        return plot.end("23:25");
    }
}
