/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.replay.scenario;

/** Somebody passes on what it was told for itself (RFC 7908). */
final class Leaks {
    private Leaks() {}

    /**
     * AS21217 (Safe Host) tells AS4134 (China Telecom) more than 70,000 routes of its other neighbours, from 09:43
     * for two hours. A prefix of AS3303 (Swisscom), which it has of AS6830, is leaked at 09:44; one of AS1136 (KPN),
     * of AS13237, at 09:57.
     *
     * <p>D. Madory, Oracle: Large European routing leak sends traffic through China Telecom, 6 June 2019.
     */
    static Scenario safeHost(Plot plot) {
        String leaker = "4134 21217 21217 21217 21217 21217 21217";
        plot.begin("09:38");
        plot.watch("46.14.128.0/17", "3303", "6830 1299 2914");
        plot.watch("46.145.0.0/16", "1136", "13237 286 3257");
        plot.table("46.14.128.0/17", "1299 3303", "2914 3303");
        plot.table("46.145.0.0/16", "3257 1136", "1299 286 1136");
        Crowd crowd = plot.crowd(70_000, "80.0.0.0/6", 24, "6830 3303", "6830 5410", "6830 21502");
        plot.at("09:43").by(5).preferred().leak(crowd, leaker);
        plot.at("09:44").by(5).preferred().announce("46.14.128.0/17", leaker + " 6830 3303");
        plot.at("09:57").by(5).preferred().announce("46.145.0.0/16", leaker + " 13237 1136");
        plot.at("10:30").reset(6);
        plot.at("11:45")
                .withdraw("46.14.128.0/17", leaker + " 6830 3303")
                .withdraw("46.145.0.0/16", leaker + " 13237 1136")
                .endLeak(crowd, leaker);
        return plot.end("11:50");
    }

    /**
     * An optimizer at AS33154 (DQE) cuts prefixes into parts for itself, and tells its customer AS396531 (Allegheny),
     * which passes about 20,000 of them on to its other provider AS701 (Verizon): from 10:34:21 to 12:37.
     *
     * <p>Cloudflare: How Verizon and a BGP Optimizer Knocked Large Parts of the Internet Offline Today, 24 June 2019;
     * A. Toonk, nanog list, 24 June 2019, for times, path and Amazon's prefix.
     */
    static Scenario verizon(Plot plot) {
        String leaker = "701 396531 33154";
        plot.begin("10:30");
        plot.watch("104.20.0.0/20", "13335", "3356 1299 174");
        plot.watch("52.84.32.0/21", "16509", "3356 2914");
        plot.table("104.20.0.0/20", "3356 13335", "1299 13335", "174 13335");
        plot.table("52.84.32.0/21", "3356 16509", "2914 16509");
        Crowd crowd = plot.crowd(20_000, "64.0.0.0/6", 21, "3356 13335", "3356 16509", "3356 20940", "3356 32934");
        plot.at("10:34:21")
                .announce("104.20.0.0/21", leaker + " 3356 13335")
                .announce("104.20.8.0/21", leaker + " 3356 13335")
                .announce("52.84.32.0/22", leaker + " 3356 16509")
                .leakHalves(crowd, leaker);
        plot.at("11:30").reset(0);
        plot.at("12:37")
                .withdraw("104.20.0.0/21", leaker + " 3356 13335")
                .withdraw("104.20.8.0/21", leaker + " 3356 13335")
                .withdraw("52.84.32.0/22", leaker + " 3356 16509")
                .endLeakOfHalves(crowd, leaker);
        return plot.end("12:42");
    }

    /**
     * AS267613 (Eletronet) announces 1.1.1.1/32, which some take for a black hole, at 18:51; AS262504 (Nova) tells
     * AS1031 (Peer 1) the 1.1.1.0/24 of AS13335 (Cloudflare), which it has of AS267613, at 18:52. Cloudflare ends a
     * session with AS267613 at 20:08; the leak is over at 02:28 the next day.
     *
     * <p>Cloudflare: Cloudflare 1.1.1.1 incident on June 27, 2024, 4 July 2024.
     */
    static Scenario resolver(Plot plot) {
        String leak = "1031 262504 267613 13335";
        plot.begin("18:46");
        plot.watch("1.1.1.0/24", "13335", "3356 1299 174 267613");
        plot.table("1.1.1.0/24", "3356 13335", "1299 13335", "174 13335");
        plot.at("18:51").by(4).marked("65535:666").announce("1.1.1.1/32", "267613");
        plot.at("18:52").by(6).preferred().announce("1.1.1.0/24", leak);
        plot.at("19:30").reset(7);
        plot.at("20:08").withdraw("1.1.1.1/32", "267613");
        plot.at("02:28").withdraw("1.1.1.0/24", leak);
        return plot.end("02:33");
    }
}
