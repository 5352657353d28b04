package dev.trellis.core.reason;

import dev.trellis.core.access.Actor;
import dev.trellis.core.access.Standing;
import dev.trellis.core.account.ActorResolver;
import dev.trellis.core.collaboration.Recipients;
import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.core.metadata.RoleDefinition.Right;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.VisibleSchema;
import dev.trellis.core.sharing.Share;
import dev.trellis.core.sharing.ShareStore;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Explains access to whoever may know: everybody about themselves, and about others only who may administer. Who does
 * not reach a record learns exactly what they would learn of one that does not exist.
 */
@Singleton
public final class Why {

    private static final ProblemCode UNKNOWN_FIELD = ProblemCode.malformed("UNKNOWN_FIELD");
    private static final ProblemCode WHY_ONLY_SELF = ProblemCode.denied("WHY_ONLY_SELF");
    private static final ProblemCode WHY_NO_ACCOUNT = ProblemCode.invalid("WHY_NO_ACCOUNT");
    private static final List<Verb> ASKED =
            List.of(Verb.READ, Verb.EDIT, Verb.DELETE, Verb.TRANSFER, Verb.HISTORY, Verb.EXPORT, Verb.PRINT, Verb.BULK);

    private final Records records;
    private final ActorResolver actors;
    private final ShareStore shares;
    private final Recipients recipients;
    private final UnitOfWork unit;
    private final Clock clock = Clock.systemUTC();

    Why(Records records, ActorResolver actors, ShareStore shares, Recipients recipients, UnitOfWork unit) {
        this.records = records;
        this.actors = actors;
        this.shares = shares;
        this.recipients = recipients;
        this.unit = unit;
    }

    /** @param other about whom, if not about oneself */
    public WhyResult access(Actor.Person asker, String entity, RecordId record, @Nullable RecordId other) {
        return about(asker, entity, record, other, (person, standing, reasons) -> {
            var answers = new ArrayList<WhyResult.Answer>();
            for (var verb : ASKED) {
                answers.add(new WhyResult.Answer(verb, allowed(standing, verb), reasons.of(standing, verb)));
            }
            return new WhyResult.Access(person.name(), answers);
        });
    }

    /** @param other about whom, if not about oneself */
    public WhyResult field(Actor.Person asker, String entity, RecordId record, String field, @Nullable RecordId other) {
        var schema = records.schema(asker, entity, record);
        var definition = schema.field(entity, field);
        if (definition.isEmpty() && (other == null || !mayAdminister(asker, schema))) {
            return new WhyResult.Refused(Problem.at("field", UNKNOWN_FIELD)
                    .with("name", field)
                    .with("entity", label(schema, entity))
                    .with(
                            "allowed",
                            schema.fields(entity).stream().map(one -> one.id()).toList()));
        }
        return about(
                asker,
                entity,
                record,
                other,
                (person, standing, reasons) -> new WhyResult.Field(
                        person.name(),
                        field,
                        wider(
                                standing.fields().getOrDefault(field, FieldRight.NONE),
                                standing.taskFields().getOrDefault(field, FieldRight.NONE)),
                        reasons.ofField(standing, schema.metadata(), entity, field)));
    }

    private static Object label(VisibleSchema schema, String entity) {
        return schema.entity(entity).<Object>map(found -> found.label()).orElse(entity);
    }

    private interface Explanation {
        WhyResult of(Actor.Person person, Standing standing, Reasons reasons);
    }

    private WhyResult about(
            Actor.Person asker, String entity, RecordId record, @Nullable RecordId other, Explanation explanation) {
        var schema = records.schema(asker);
        var administers = mayAdminister(asker, schema);
        var aboutSelf = other == null || other.equals(asker.user());
        if (!aboutSelf && !administers) {
            return new WhyResult.Refused(Problem.at("user", WHY_ONLY_SELF));
        }
        Optional<Actor.Person> person =
                other == null || aboutSelf ? Optional.of(asker) : actors.person(other, asker.via());
        if (person.isEmpty()) {
            return new WhyResult.Refused(Problem.at("user", WHY_NO_ACCOUNT));
        }
        var standing = records.standing(person.get(), entity, record);
        if (standing.isEmpty()
                || (aboutSelf
                        && !standing.get().may(Verb.READ)
                        && !standing.get().task())) {
            return new WhyResult.NotFound();
        }
        var known = visible(records.schema(asker, entity, record), asker, entity);
        return explanation.of(
                person.get(),
                standing.get(),
                new Reasons(
                        schema.metadata(),
                        asker.locale(),
                        person.get(),
                        aboutSelf,
                        administers,
                        known,
                        shares(entity, record, standing.get(), asker.locale())));
    }

    /** By which shares a record reaches a person, and what their recipients are called. */
    private List<Reasons.Given> shares(String entity, RecordId record, Standing standing, Locale locale) {
        return unit.run(() -> {
            var now = clock.instant();
            var living = shares.of(entity, record).stream()
                    .filter(share -> !share.isOver(now)
                            && standing.recipients().contains(share.recipient().text()))
                    .toList();
            var names = recipients.names(living.stream().map(Share::recipient).toList(), locale);
            return living.stream()
                    .map(share -> new Reasons.Given(share, names.getOrDefault(share.recipient(), "")))
                    .toList();
        });
    }

    private static FieldRight wider(FieldRight one, FieldRight other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    /** What the fields are called of which may be spoken to whoever asks. */
    private static Map<String, String> visible(VisibleSchema schema, Actor.Person asker, String entity) {
        return schema.fields(entity).stream()
                .collect(Collectors.toMap(
                        FieldDefinition::id, field -> field.label().text(asker.locale())));
    }

    static boolean allowed(Standing standing, Verb verb) {
        return switch (verb) {
            case READ -> standing.may(verb) || standing.task();
            case EDIT ->
                standing.writesByTask()
                        || (standing.may(verb)
                                && (standing.lock() == null
                                        || !standing.openFields().isEmpty()));
            case DELETE, TRANSFER -> standing.may(verb) && standing.lock() == null;
            case CREATE, HISTORY, IMPORT, EXPORT, PRINT, BULK, SKIP -> standing.may(verb);
        };
    }

    private static boolean mayAdminister(Actor.Person asker, VisibleSchema schema) {
        Metadata metadata = schema.metadata();
        return asker.roles().stream()
                .flatMap(role -> metadata.role(role).stream())
                .anyMatch(role -> role.rights().contains(Right.ADMINISTER));
    }
}
