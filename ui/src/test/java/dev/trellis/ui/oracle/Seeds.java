package dev.trellis.ui.oracle;

import java.security.SecureRandom;

/** Where the oracles' randomness begins: a fresh seed that is printed, or the one given to run again. */
final class Seeds {

    private Seeds() {}

    static long of(String oracle) {
        var given = Long.getLong("trellis.test.seed." + oracle);
        long seed = given == null ? new SecureRandom().nextLong() : given;
        System.out.println("Oracle " + oracle + ": again with -Dtrellis.test.seed." + oracle + "=" + seed);
        return seed;
    }
}
