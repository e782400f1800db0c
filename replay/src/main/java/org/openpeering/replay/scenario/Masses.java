/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.replay.scenario;

/** One network announces thousands of prefixes of others. */
final class Masses {
    private Masses() {}

    /**
     * AS23724 (a data centre of China Telecom) originates about 37,000 prefixes of others for 18 minutes from 15:50
     * on; of a tenth of them more is heard than AS4134 in China, by those who peer with it. The sites of CNN and Dell
     * are named as victims; the prefix that is watched is that of CNN.
     *
     * <p>BGPmon: Chinese ISP hijacks the Internet, 8 April 2010; A. Toonk, nanog list, 8 April 2010, for path and
     * propagation.
     */
    static Scenario chinaTelecom(Plot plot) {
        plot.begin("15:45");
        plot.watch("157.166.224.0/20", "5662", "1668 3257");
        plot.table("157.166.224.0/20", "1668 5662", "3257 5662");
        Crowd crowd = plot.crowd(37_000, "64.0.0.0/6", 24, "3356 4837", "3257 3215", "2914 1221", "3257 7132");
        plot.at("15:50")
                .by(5)
                .preferred()
                .announce("157.166.224.0/20", "4134 23724 23724")
                .announce(crowd, "4134 23724 23724");
        plot.at("15:58").reset(5);
        plot.at("16:08").withdraw("157.166.224.0/20", "4134 23724 23724").withdraw(crowd, "4134 23724 23724");
        return plot.end("16:13");
    }

    /**
     * AS12389 (Rostelecom) announces more than 8,800 parts of prefixes of more than 200 networks, such as Facebook,
     * from 19:28 on for about an hour; AS20764 (Rascom) tells them AS174 (Cogent), and some minutes later AS3356
     * (Level 3).
     *
     * <p>Qrator: This is how you deal with route leaks, 2 April 2020; BGPmon, 5 April 2020, for Facebook's prefix.
     */
    static Scenario rostelecom(Plot plot) {
        plot.begin("19:23");
        plot.watch("31.13.64.0/19", "32934", "3257 2914");
        plot.table("31.13.64.0/19", "3257 32934", "2914 32934");
        Crowd crowd = plot.crowd(8_800, "76.0.0.0/6", 22, "2914 16509", "3356 20940", "1299 13335", "3257 14061");
        plot.at("19:28").by(7).announce("31.13.69.0/24", "174 20764 12389").announceHalves(crowd, "174 20764 12389");
        plot.at("19:32").announce("31.13.69.0/24", "3356 20764 12389");
        plot.at("19:50").reset(2);
        plot.at("20:28")
                .withdraw("31.13.69.0/24", "174 20764 12389", "3356 20764 12389")
                .withdrawHalves(crowd, "174 20764 12389");
        return plot.end("20:33");
    }
}
