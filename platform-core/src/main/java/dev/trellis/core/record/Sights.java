package dev.trellis.core.record;

import dev.trellis.core.access.Access;
import dev.trellis.core.access.Actor;
import dev.trellis.core.access.Organisation;
import jakarta.inject.Singleton;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What each actor may do and see under the live snapshot, worked out once. It is forgotten with the snapshot, and where a
 * scope needed the organisation, with that; an actor of other roles, departments or tokens is another actor.
 */
@Singleton
class Sights {

    private static final int MOST = 2_000;

    private final People people;
    private final ConcurrentHashMap<Actor, Sight> known = new ConcurrentHashMap<>();

    Sights(People people) {
        this.people = people;
    }

    /** What one actor may do, and what exists for it. */
    static final class Sight {

        private final Model model;
        private final Access access;
        private final ActorSchema schema;
        private volatile @Nullable Organisation used;

        Sight(Model model, Actor actor, People people) {
            this.model = model;
            this.access = new Access(model.metadata(), actor, () -> used(people));
            this.schema = new ActorSchema(model, access);
        }

        Access access() {
            return access;
        }

        ActorSchema schema() {
            return schema;
        }

        /** One organisation for everything that is worked out. */
        private synchronized Organisation used(People people) {
            var there = used;
            if (there == null) {
                there = people.organisation();
                used = there;
            }
            return there;
        }

        private boolean isOf(Model live, People people) {
            var there = used;
            return model == live && (there == null || there.equals(people.organisation()));
        }
    }

    Sight of(Model model, Actor actor) {
        var there = known.get(actor);
        if (there != null && there.isOf(model, people)) {
            return there;
        }
        if (known.size() >= MOST) {
            known.clear();
        }
        var made = new Sight(model, actor, people);
        known.put(actor, made);
        return made;
    }
}
