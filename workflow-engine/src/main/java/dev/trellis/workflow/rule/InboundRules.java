package dev.trellis.workflow.rule;

import dev.trellis.core.access.Actor;
import dev.trellis.core.database.DatabaseClock;
import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.field.ValueCodec.Decoded;
import dev.trellis.core.metadata.RoleDefinition.Right;
import dev.trellis.core.metadata.RuleDefinition;
import dev.trellis.core.metadata.RuleDefinition.On;
import dev.trellis.core.metadata.RuleDefinition.Trigger;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.publish.LiveMetadata;
import dev.trellis.core.record.Change;
import dev.trellis.core.record.QueryResult;
import dev.trellis.core.record.RecordQuery;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.SaveResult;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.workflow.approval.RecordReader;
import dev.trellis.workflow.outbound.Signature;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes signed calls of other systems: the record that a call sends is made or found again and written, and the rule runs on
 * it. A call is signed as ours are: {@code t=<seconds>,v1=<HMAC-SHA256 of "t.body">}.
 */
@Singleton
public final class InboundRules {

    private static final Pattern SIGNED = Pattern.compile("t=([0-9]{1,12}),v1=([0-9a-f]{64})");
    private static final Pattern DELIVERY = Pattern.compile("[\\x21-\\x7e]{1,100}");
    private static final Duration CLOCKS_APART = Duration.ofMinutes(5);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final UnitOfWork unit;
    private final InboundStore store;
    private final LiveMetadata live;
    private final Records records;
    private final RecordReader reader;
    private final RuleJob job;
    private final DatabaseClock clock;

    InboundRules(
            UnitOfWork unit,
            InboundStore store,
            LiveMetadata live,
            Records records,
            RecordReader reader,
            RuleJob job,
            DatabaseClock clock) {
        this.unit = unit;
        this.store = store;
        this.live = live;
        this.records = records;
        this.reader = reader;
        this.job = job;
        this.clock = clock;
    }

    /** Makes the secret of a rule anew, for administrators; it is shown this once, and the one before counts no more. */
    public Rules.Result<String> secret(Actor.Person actor, String rule) {
        if (!live.current().grants(actor.roles(), Right.ADMINISTER)) {
            return new Rules.Result.Refused<>(List.of(Problem.at("", RuleProblems.SECRET_DENIED)));
        }
        if (trigger(rule).isEmpty()) {
            return new Rules.Result.Refused<>(List.of(Problem.at("", RuleProblems.NOT_FOUND)));
        }
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        var secret = HexFormat.of().formatHex(bytes);
        unit.run(() -> store.secret(rule, secret, actor.user()));
        return new Rules.Result.Done<>(secret);
    }

    /**
     * Takes a call.
     *
     * @param signature the header, or null
     * @param delivery what tells this call from others; the same one is taken once
     */
    public InboundCall take(String rule, @Nullable String signature, @Nullable String delivery, byte[] body) {
        var definition = job.find(rule);
        var trigger = trigger(rule);
        var text = new String(body, StandardCharsets.UTF_8);
        if (definition.isEmpty() || trigger.isEmpty() || !isSigned(rule, signature, text)) {
            return new InboundCall.NotKnown();
        }
        if (delivery == null || !DELIVERY.matcher(delivery).matches()) {
            return refused(Problem.at("", RuleProblems.INBOUND_NO_DELIVERY));
        }
        ObjectNode json;
        try {
            if (!(JsonMapper.shared().readTree(text) instanceof ObjectNode read)) {
                return refused(Problem.at("", RuleProblems.INBOUND_NO_OBJECT));
            }
            json = read;
        } catch (JacksonException unreadable) {
            return refused(Problem.at("", RuleProblems.INBOUND_NO_OBJECT));
        }
        var problems = new ArrayList<Problem>();
        var values = values(definition.get(), trigger.get(), json, problems);
        return problems.isEmpty()
                ? unit.run(() -> take(definition.get(), trigger.get(), delivery, values))
                : new InboundCall.Refused(problems);
    }

    private InboundCall take(
            RuleDefinition rule, Trigger trigger, String delivery, Map<String, @Nullable Object> values) {
        store.turn(rule.id());
        var before = store.taken(rule.id(), delivery);
        if (before.isPresent()) {
            return new InboundCall.Taken(before.get(), true);
        }
        return switch (records.save(actor(rule, trigger), change(rule, trigger, values))) {
            case SaveResult.Saved saved -> {
                if (!store.take(rule.id(), delivery, saved.id())) {
                    unit.rollBack();
                    yield store.taken(rule.id(), delivery)
                            .<InboundCall>map(id -> new InboundCall.Taken(id, true))
                            .orElseGet(() -> refused(Problem.at("", RuleProblems.NOT_SAVED)));
                }
                follow(rule, saved.id());
                yield new InboundCall.Taken(saved.id(), false);
            }
            case SaveResult.Rejected(var problems) -> new InboundCall.Refused(problems);
            case SaveResult.Denied(var problem) -> refused(problem);
            case SaveResult.Locked(var problem) -> refused(problem);
            case SaveResult.NotFound _, SaveResult.Conflict _, SaveResult.NotApplied _ ->
                refused(Problem.at("", RuleProblems.NOT_SAVED));
        };
    }

    private void follow(RuleDefinition rule, RecordId id) {
        var work = new RuleWork(rule.id(), rule.entity(), id, On.INBOUND.key(), null, 0, 0);
        reader.find(rule.entity(), id).ifPresent(record -> {
            try {
                if (new RuleFacts(reader, live.current(), record, null, clock.instant()).holds(rule.when())) {
                    job.begin(rule, work, null, clock.instant());
                }
            } catch (RuleFailed failed) {
                job.failed(work, failed);
            }
        });
    }

    private Change change(RuleDefinition rule, Trigger trigger, Map<String, @Nullable Object> values) {
        return found(rule, trigger, values)
                .<Change>map(record -> new Change.Update(rule.entity(), record.id(), record.version(), values))
                .orElseGet(() -> new Change.Create(rule.entity(), values));
    }

    /** The record with the same key, the oldest where there are several. */
    private Optional<StoredRecord> found(RuleDefinition rule, Trigger trigger, Map<String, @Nullable Object> values) {
        var key = trigger.key();
        var value = key == null ? null : values.get(key);
        if (value == null) {
            return Optional.empty();
        }
        var query = RecordQuery.of(rule.entity(), List.of(SystemFields.ID))
                .filtered(key + " = :key", Map.of("key", value))
                .page(0, 1);
        return records.query(RecordReader.APPROVAL, query) instanceof QueryResult.Page page
                ? page.items().stream().findFirst()
                : Optional.empty();
    }

    private Map<String, @Nullable Object> values(
            RuleDefinition rule, Trigger trigger, ObjectNode json, List<Problem> problems) {
        var values = new LinkedHashMap<String, @Nullable Object>();
        var entity = live.current().entity(rule.entity()).orElseThrow();
        json.properties().forEach(member -> {
            var field = entity.field(member.getKey())
                    .filter(found -> trigger.accepts().contains(found.id()));
            if (field.isEmpty()) {
                problems.add(Problem.at(member.getKey(), RuleProblems.INBOUND_FIELD)
                        .with("given", member.getKey())
                        .with("allowed", String.join(", ", trigger.accepts())));
                return;
            }
            switch (field.get().type().codec().fromJson(member.getValue())) {
                case Decoded.Value(var value) -> values.put(member.getKey(), value);
                case Decoded.Refused(var problem) -> problems.add(problem.under(member.getKey()));
            }
        });
        return values;
    }

    private boolean isSigned(String rule, @Nullable String signature, String body) {
        var secret = unit.run(() -> store.secret(rule));
        var matcher = SIGNED.matcher(signature == null ? "" : signature);
        if (secret.isEmpty() || !matcher.matches()) {
            return false;
        }
        var apart = Math.abs(clock.instant().getEpochSecond() - Long.parseLong(matcher.group(1)));
        var expected = Signature.hex(secret.get(), matcher.group(1) + "." + body);
        return MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.US_ASCII),
                        matcher.group(2).getBytes(StandardCharsets.US_ASCII))
                && apart <= CLOCKS_APART.toSeconds();
    }

    private Optional<Trigger> trigger(String rule) {
        return job.find(rule).stream()
                .flatMap(found -> found.triggers().stream())
                .filter(trigger -> trigger.on() == On.INBOUND)
                .findFirst();
    }

    /** In the name of whoever made the secret, without their roles: the rule's right is its own. */
    private Actor.Automation actor(RuleDefinition rule, Trigger trigger) {
        var by = store.madeBy(rule.id()).orElseThrow();
        var person = new Actor.Person(by, "", Set.of(), Set.of(), RuleWriting.language(live.current()), Actor.Via.API);
        return new Actor.Automation(rule.id(), person, rule.entity(), Set.copyOf(trigger.accepts()));
    }

    private static InboundCall refused(Problem problem) {
        return new InboundCall.Refused(List.of(problem));
    }
}
