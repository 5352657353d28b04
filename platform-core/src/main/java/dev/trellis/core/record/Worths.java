package dev.trellis.core.record;

import org.jooq.Field;
import org.jooq.impl.DSL;

/** What amounts are worth in the workspace's currency, in statements that put many together. */
final class Worths {

    private Worths() {}

    /** Renders it right, too, for a record that was there before anybody kept it; only a foreign amount waits for that. */
    static Field<Object> of(
            Field<Object> amount, Field<Object> currency, Field<Object> worth, String workspaceCurrency) {
        return DSL.field(
                "coalesce({0}, case when {1} = {2} then {3} end)",
                Object.class, worth, currency, DSL.val((Object) workspaceCurrency, Object.class), amount);
    }
}
