package dev.trellis.core.metadata;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.trellis.core.name.Label;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What happens by itself to records of an entity.
 *
 * @param triggers any of which sets it off
 * @param when an expression that must hold, or null
 * @param before what a save that sets it off writes besides, in its transaction: expressions by field id
 * @param steps what follows, in order, once the save is committed
 */
public record RuleDefinition(
        String id,
        Label label,
        String entity,
        boolean active,
        List<Trigger> triggers,
        @Nullable String when,
        Map<String, String> before,
        List<Step> steps)
        implements Definition {

    public RuleDefinition {
        triggers = List.copyOf(triggers);
        before = Map.copyOf(before);
        steps = List.copyOf(steps);
    }

    @Override
    public Kind kind() {
        return Kind.RULE;
    }

    /** What sets a rule off. */
    public enum On {
        CREATED,
        CHANGED,
        APPROVED,
        REJECTED,
        WITHDRAWN,
        DATE,
        /** A record was put into the recycle bin; the rule reads what it was. */
        DELETED,
        /** A time has come, for every record for which the condition holds. */
        SCHEDULE,
        /** Another system has sent a record with a signed call. */
        INBOUND;

        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        public static On of(String key) {
            return valueOf(key.toUpperCase(Locale.ROOT));
        }
    }

    /**
     * One of them.
     *
     * @param fields of {@link On#CHANGED}: at least one of them must have changed; none where any will do
     * @param date of {@link On#DATE}: the field of the date
     * @param days of {@link On#DATE}: how many days after it; negative before it
     * @param business whether only working days count
     * @param every of {@link On#SCHEDULE}: how often
     * @param at of {@link On#SCHEDULE}: the time of day in the business zone, {@code HH:mm}; null in the morning
     * @param day of {@link On#SCHEDULE}: the day of the week, Monday first, or of the month; beyond its end is its last
     * @param key of {@link On#INBOUND}: the field by which a record is found again, or null if each call makes one
     * @param accepts of {@link On#INBOUND}: the fields that a call may write
     */
    public record Trigger(
            On on,
            List<String> fields,
            @Nullable String date,
            int days,
            boolean business,
            @Nullable Every every,
            @Nullable String at,
            int day,
            @Nullable String key,
            List<String> accepts) {
        public Trigger {
            fields = List.copyOf(fields);
            accepts = List.copyOf(accepts);
        }
    }

    /** How often a schedule comes. */
    public enum Every {
        HOUR,
        DAY,
        WEEK,
        MONTH;

        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        public static Every of(String key) {
            return valueOf(key.toUpperCase(Locale.ROOT));
        }
    }

    /** Something that a rule does. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "do")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = SetFields.class, name = "set"),
        @JsonSubTypes.Type(value = Create.class, name = "create"),
        @JsonSubTypes.Type(value = Assign.class, name = "assign"),
        @JsonSubTypes.Type(value = Notify.class, name = "notify"),
        @JsonSubTypes.Type(value = Mail.class, name = "mail"),
        @JsonSubTypes.Type(value = Message.class, name = "message"),
        @JsonSubTypes.Type(value = Submit.class, name = "submit"),
        @JsonSubTypes.Type(value = Branch.class, name = "branch"),
        @JsonSubTypes.Type(value = Wait.class, name = "wait"),
        @JsonSubTypes.Type(value = UpdateRelated.class, name = "update"),
        @JsonSubTypes.Type(value = Each.class, name = "each"),
        @JsonSubTypes.Type(value = ShareWith.class, name = "share"),
        @JsonSubTypes.Type(value = Call.class, name = "call")
    })
    public sealed interface Step {
        String id();
    }

    /** Writes fields of the record: expressions by field id. */
    public record SetFields(String id, Map<String, String> values) implements Step {
        public SetFields {
            values = Map.copyOf(values);
        }
    }

    /** Makes a record of an entity; the expressions read the record that set the rule off. */
    public record Create(String id, String entity, Map<String, String> values) implements Step {
        public Create {
            values = Map.copyOf(values);
        }
    }

    /**
     * Gives the record to somebody.
     *
     * @param people ids of users
     * @param role whose holders are taken besides, or null
     * @param rows of {@link Way#TABLE}: the first that holds says who, in turns where there are several
     */
    public record Assign(
            String id,
            Way by,
            List<String> people,
            @Nullable String role,
            List<Row> rows) implements Step {
        public Assign {
            people = List.copyOf(people);
            rows = List.copyOf(rows);
        }
    }

    /** How somebody is found. */
    public enum Way {
        /** The first. */
        FIXED,
        /** Each in turn. */
        ROUND_ROBIN,
        /** Whoever owns the fewest records of the entity. */
        LOAD,
        /** As the first row of a table that holds says. */
        TABLE;

        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        public static Way of(String key) {
            return valueOf(key.toUpperCase(Locale.ROOT));
        }
    }

    /** A row of a table. */
    public record Row(
            String when, List<String> people, @Nullable String role) {
        public Row {
            people = List.copyOf(people);
        }
    }

    /**
     * Tells people in the application, and by mail as they want it.
     *
     * @param to {@code owner}, {@code manager}, {@code role:<id>}, {@code field:<path>}
     * @param text with {@code {{path}}} in it
     */
    public record Notify(String id, List<String> to, Label text) implements Step {
        public Notify {
            to = List.copyOf(to);
        }
    }

    /**
     * Writes a mail to an address outside.
     *
     * @param to an expression that gives the address
     */
    public record Mail(String id, String to, Label subject, Label text) implements Step {}

    /** Writes to a group chat through its robot. */
    public record Message(String id, String channel, Label text) implements Step {}

    /** Submits the record for approval, in the name of its owner. */
    public record Submit(String id) implements Step {}

    public record Branch(String id, String when, List<Step> then, List<Step> otherwise) implements Step {
        public Branch {
            then = List.copyOf(then);
            otherwise = List.copyOf(otherwise);
        }
    }

    /** Goes on later; only between the steps of the rule itself. */
    public record Wait(String id, int hours) implements Step {}

    /**
     * Writes fields of the record to which a lookup of this one refers; nothing where it is blank.
     *
     * @param via the lookup
     * @param values read this record
     */
    public record UpdateRelated(String id, String via, Map<String, String> values) implements Step {
        public UpdateRelated {
            values = Map.copyOf(values);
        }
    }

    /**
     * Does steps for each record of an entity that refers to this one; the steps read and write that record.
     *
     * @param via the lookup of the entity that refers to this record
     * @param when what must hold for one, or null
     * @param limit how many at most, in the order in which they were made
     */
    public record Each(
            String id, String entity, String via, @Nullable String when, int limit, List<Step> steps) implements Step {
        public Each {
            steps = List.copyOf(steps);
        }
    }

    /**
     * Shares the record.
     *
     * @param to as of {@link Notify}; a role stands for whoever holds it today
     * @param days after which it ends, 0 for no end
     */
    public record ShareWith(String id, List<String> to, boolean writing, int days) implements Step {
        public ShareWith {
            to = List.copyOf(to);
        }
    }

    /**
     * Runs a function in JavaScript and writes what it returns.
     *
     * @param arguments expressions
     * @param into the field
     */
    public record Call(String id, String function, List<String> arguments, String into) implements Step {
        public Call {
            arguments = List.copyOf(arguments);
        }

        /** The call as an expression. */
        public String expression() {
            return function + "(" + String.join(", ", arguments) + ")";
        }
    }
}
