package dev.trellis.ui.web.pool;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.trellis.core.access.Actor;
import dev.trellis.core.metadata.PoolDefinition;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.workflow.pool.Pools;
import java.util.Map;

/** Stands above the records of a pool: how much of the limits is used, and when records come back here. */
public final class PoolBanner extends Div {

    private final transient Pools pools;
    private final transient PoolDefinition pool;

    public PoolBanner(Pools pools, PoolDefinition pool, Actor.Person actor) {
        this.pools = pools;
        this.pool = pool;
        addClassName("pool-banner");
        show(actor);
    }

    /** Shows how things stand now. */
    public void show(Actor.Person actor) {
        removeAll();
        var allowance = pools.allowance(actor, pool);
        var limits = pool.limits();
        add(Glyph.INFO.create());
        if (limits.perDay() > 0) {
            add(fact("pool.today", allowance.claimedToday(), limits.perDay()));
        }
        if (limits.holding() > 0) {
            add(fact("pool.holding", allowance.holding(), limits.holding()));
        }
        if (limits.coolDownDays() > 0) {
            add(new Span(getTranslation("pool.cooling", Map.of("days", limits.coolDownDays()))));
        }
        pool.recycle().stream()
                .map(rule -> rule.label().text(actor.locale()))
                .distinct()
                .limit(2)
                .forEach(rule -> add(new Span(getTranslation("pool.recycled", Map.of("rule", rule)))));
    }

    private Span fact(String key, long used, int most) {
        var fact = new Span(getTranslation(key, Map.of("used", used, "most", most)));
        if (used >= most) {
            fact.addClassName("is-used-up");
        }
        return fact;
    }
}
