package dev.trellis.core.access;

import dev.trellis.core.field.RecordId;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who acts. Mandatory on every call of the gate; nobody bypasses it. */
public sealed interface Actor {

    /** The language in which problems are told to this actor. */
    Locale locale();

    /**
     * A person with the roles in force right now.
     *
     * @param user the {@code user} record
     * @param via the door: web, api, import
     * @param scope what the token in use opens of it; null for everything
     */
    record Person(
            RecordId user,
            String name,
            Set<String> roles,
            Set<RecordId> departments,
            Locale locale,
            Via via,
            @Nullable TokenScope scope)
            implements Actor {
        public Person {
            roles = Set.copyOf(roles);
            departments = Set.copyOf(departments);
        }

        /** A person without the limits of a token. */
        public Person(
                RecordId user, String name, Set<String> roles, Set<RecordId> departments, Locale locale, Via via) {
            this(user, name, roles, departments, locale, via, null);
        }

        /** The same person, as far as a token goes. */
        public Person within(@Nullable TokenScope limit) {
            return new Person(user, name, roles, departments, locale, via, limit);
        }
    }

    /**
     * A rule or flow; holds exactly what its definition writes.
     *
     * @param definition the id of the rule or approval definition
     * @param onBehalfOf the person whose action set it off
     * @param entity the only entity it may write
     * @param fields the only fields it may write
     */
    record Automation(String definition, Person onBehalfOf, String entity, Set<String> fields) implements Actor {
        public Automation {
            fields = Set.copyOf(fields);
        }

        @Override
        public Locale locale() {
            return onBehalfOf.locale();
        }
    }

    /** Work of the platform itself, each purpose with its own narrow right. */
    record Platform(Purpose purpose) implements Actor {
        @Override
        public Locale locale() {
            return Locale.ENGLISH;
        }
    }

    /** The door by which a change came; kept in the history. */
    enum Via {
        WEB,
        API,
        IMPORT
    }

    /** Why the platform acts on its own; a closed list. */
    enum Purpose {
        /** Reads users, departments and role assignments for sign-in and approver resolution. */
        DIRECTORY,
        /** Installs the demo set and the first administrator. */
        INSTALL,
        /** Locks and unlocks records and reads what a flow's conditions need. */
        APPROVAL,
        /** Reads every record into the search index; what is found there passes the gate again for whoever asks. */
        SEARCH,
        /** Moves records into pools when their time is up, and counts what people hold. */
        POOL,
        /** Reads what rules are about, in the recycle bin too. */
        AUTOMATION,
        /** Moves records out of stages that are gone. */
        PIPELINE,
        /** Reads everything that stored formulas and roll-ups are computed from. */
        COMPUTATION
    }
}
