package dev.trellis.form.session;

import dev.trellis.core.field.Money;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.form.Shop;
import dev.trellis.form.form.FormComposer;
import dev.trellis.form.session.FormState.Line;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Drives a session in a test: sends events, answers what is loaded from a map, keeps every other effect. */
final class OpenForm {

    static final Instant NOW = Instant.parse("2026-11-21T02:00:00Z");
    static final RecordId ACCOUNT = new RecordId(11);
    static final RecordId OTHER_ACCOUNT = new RecordId(12);
    static final RecordId PUMP = new RecordId(21);
    static final RecordId VALVE = new RecordId(22);
    static final RecordId ME = new RecordId(1);

    final FormSession session;
    final List<FormEffect> effects = new ArrayList<>();
    private final Map<RecordId, Map<String, Object>> records = new HashMap<>();
    private boolean answering = true;
    FormState state;

    private OpenForm(String role) {
        var schema = Shop.schema(role);
        var form = FormComposer.compose(schema, "offer", null, Locale.ENGLISH).orElseThrow();
        session = new FormSession(schema, form, ME);
        state = session.initial();
        records.put(ACCOUNT, Map.of("rebate", new BigDecimal("0.1")));
        records.put(OTHER_ACCOUNT, Map.of("rebate", new BigDecimal("0.05")));
        records.put(PUMP, Map.of("name", "Pump", "price", money("380")));
        records.put(VALVE, Map.of("name", "Valve", "price", money("12.35")));
    }

    static OpenForm blank(String role) {
        var open = new OpenForm(role);
        open.send(new FormEvent.Opened(null, Map.of(), Map.of(), NOW));
        return open;
    }

    static OpenForm stored(String role, StoredRecord record) {
        var open = new OpenForm(role);
        open.send(new FormEvent.Opened(record, Map.of(), Map.of(), NOW));
        return open;
    }

    /** An offer with one line of two pumps, as the gate reads it for sales. */
    static StoredRecord offer(boolean editable) {
        var line = new LinkedHashMap<String, Object>();
        line.put("product", PUMP);
        line.put("text", "Pump");
        line.put("quantity", new BigDecimal("2"));
        line.put("price", new BigDecimal("20"));
        line.put("unit_price", money("380"));
        line.put("amount", money("760"));
        var may = new StoredRecord.May(editable, editable, editable, editable);
        var values = new LinkedHashMap<String, Object>();
        values.put("title", "Big offer");
        values.put("account", ACCOUNT);
        values.put("stage", "draft");
        values.put("discount", new BigDecimal("0.2"));
        values.put("reason", "old friend");
        values.put("subtotal", money("760"));
        values.put("total", money("608"));
        values.put("margin", new BigDecimal("35"));
        values.put("pieces", new BigDecimal("1"));
        values.put("owner", ME);
        values.put(
                "lines",
                List.of(new StoredRecord(
                        "offer_line", new RecordId(301), 1, line, Map.of("product", "Pump"), null, may)));
        return new StoredRecord("offer", new RecordId(300), 7, values, Map.of("account", "Haina"), null, may);
    }

    static Money money(String amount) {
        return new Money(new BigDecimal(amount), "CNY");
    }

    OpenForm withoutAnswers() {
        answering = false;
        return this;
    }

    OpenForm send(FormEvent event) {
        var step = session.step(state, event);
        state = step.state();
        for (var effect : step.effects()) {
            if (answering && effect instanceof FormEffect.LoadRelated load) {
                send(answer(load));
            } else {
                effects.add(effect);
            }
        }
        return this;
    }

    FormEvent answer(FormEffect.LoadRelated load) {
        var known = new HashMap<String, Object>();
        load.paths()
                .forEach(path -> known.put(
                        path, records.getOrDefault(load.id(), Map.of()).get(path)));
        return new FormEvent.RelatedLoaded(load, known);
    }

    OpenForm set(String field, Object value) {
        return send(new FormEvent.ValueChanged(field, value, null));
    }

    /** Adds a row at the end and gives its key. */
    String addLine() {
        send(new FormEvent.LineAdded("lines", Integer.MAX_VALUE, Map.of()));
        return state.lines("lines").getLast().key();
    }

    /** Tries to add a row where none may be added. */
    void addLineRefused() {
        send(new FormEvent.LineAdded("lines", 0, Map.of()));
    }

    OpenForm setLine(String key, String column, Object value) {
        return send(new FormEvent.LineChanged("lines", key, column, value, null));
    }

    Line line(int index) {
        return state.lines("lines").get(index);
    }

    List<String> problems() {
        return state.problems().stream()
                .map(problem -> problem.path() + " " + problem.code().key())
                .toList();
    }

    <E extends FormEffect> List<E> effects(Class<E> type) {
        return effects.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
