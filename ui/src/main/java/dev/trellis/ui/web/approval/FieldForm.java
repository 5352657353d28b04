package dev.trellis.ui.web.approval;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.trellis.core.access.Actor;
import dev.trellis.core.action.ActionInput;
import dev.trellis.core.field.Editor;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.record.FindResult;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.ui.web.action.InputForm;
import dev.trellis.ui.web.component.Format;
import dev.trellis.ui.web.field.FieldEditors;
import dev.trellis.ui.web.field.RecordReferences;
import dev.trellis.workflow.approval.ApprovalView.May;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Fields of a record that are filled in with a decision or a submission; lines and files are changed in the record itself. */
final class FieldForm extends Div {

    private final transient List<Asked> asked;
    private final transient @Nullable StoredRecord record;
    private final InputForm form;

    /** @param required whether it must be filled */
    record Asked(FieldDefinition field, boolean required) {

        boolean isSmall() {
            return !(field.type().editor() instanceof Editor.Lines)
                    && !(field.type().editor() instanceof Editor.Files);
        }
    }

    /** @param record as the person sees it; null where nothing is asked */
    FieldForm(
            String title,
            List<Asked> asked,
            Records records,
            Actor.Person actor,
            @Nullable StoredRecord record,
            Format format) {
        this.asked = asked.stream().filter(Asked::isSmall).toList();
        this.record = record;
        var references = new RecordReferences(records, () -> actor);
        form = new InputForm(
                this.asked.stream().map(this::input).toList(),
                new FieldEditors(format.locale(), format.zone(), references),
                references,
                format.locale());
        addClassName("field-form");
        var heading = new Span(title);
        heading.addClassName("panel-heading");
        add(heading, form);
        setVisible(!this.asked.isEmpty());
    }

    /**
     * What a step opens, as far as it can be seen.
     *
     * @param isBrief whether only what must be filled is asked
     */
    static FieldForm ofStep(
            String title,
            Records records,
            Actor.Person actor,
            String entity,
            RecordId id,
            May may,
            boolean isBrief,
            Format format) {
        if ((isBrief ? !may.required().isEmpty() : may.fields().containsValue(FieldRight.WRITE))
                && records.find(actor, entity, id, Set.of()) instanceof FindResult.Found(var record)) {
            var open = records.schema(actor, entity, id).fields(entity).stream()
                    .filter(field -> may.fields().get(field.id()) == FieldRight.WRITE
                            && (!isBrief || may.required().contains(field.id())))
                    .map(field -> new Asked(field, may.required().contains(field.id())))
                    .toList();
            return new FieldForm(title, open, records, actor, record, format);
        }
        return new FieldForm(title, List.of(), records, actor, null, format);
    }

    /** The version of the record that the person has seen; null where nothing is asked. */
    @Nullable
    Integer version() {
        return record == null ? null : record.version();
    }

    private ActionInput input(Asked one) {
        var field = one.field();
        return new ActionInput(field.id(), field.label(), field.type(), one.required(), false, stored(one));
    }

    private @Nullable Object stored(Asked one) {
        return record == null ? null : record.value(one.field().id());
    }

    /** Returns what is not as it was; empty, and shown beside the field, where a text is no value. */
    Optional<Map<String, @Nullable Object>> changed() {
        return form.values().map(values -> {
            var changed = new LinkedHashMap<String, @Nullable Object>();
            for (var one : asked) {
                var value = values.get(one.field().id());
                if (!Objects.equals(value, stored(one))) {
                    changed.put(one.field().id(), value);
                }
            }
            return changed;
        });
    }

    boolean knows(Problem problem) {
        return asked.stream().anyMatch(one -> one.field().id().equals(problem.path()));
    }

    void show(List<Problem> problems) {
        form.show(problems);
    }
}
