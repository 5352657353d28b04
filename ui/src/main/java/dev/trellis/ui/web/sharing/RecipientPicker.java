package dev.trellis.ui.web.sharing;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import dev.trellis.core.access.Actor;
import dev.trellis.core.access.Recipient;
import dev.trellis.core.metadata.RoleDefinition;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import dev.trellis.core.record.Records;
import dev.trellis.ui.web.field.RecordReferences;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Asks for somebody to share with: a person, a department, a position, a team or a role. */
final class RecipientPicker extends Div {

    private final transient Records records;
    private final transient Supplier<Actor.Person> actor;
    private final transient Consumer<Recipient> chosen;
    private final ComboBox<Choice> who = new ComboBox<>();

    /** Somebody to choose. */
    private record Choice(Recipient recipient, String name) {}

    RecipientPicker(Records records, Supplier<Actor.Person> actor, Consumer<Recipient> chosen) {
        this.records = records;
        this.actor = actor;
        this.chosen = chosen;
        addClassName("recipient-picker");
        var kind = new Select<Recipient.Kind>();
        kind.setLabel(getTranslation("sharing.kind"));
        kind.setItems(kinds());
        kind.setItemLabelGenerator(one -> getTranslation(ShareWords.key(one)));
        kind.addValueChangeListener(changed -> chooseAmong(changed.getValue()));
        kind.setValue(Recipient.Kind.ROLE);
        who.setLabel(getTranslation("sharing.who"));
        who.setItemLabelGenerator(Choice::name);
        who.addClassName("recipient-who");
        var add = new Button(getTranslation("sharing-rules.to.add"), clicked -> add());
        add.addClassName("recipient-add");
        add(kind, who, add);
    }

    /** Only kinds whose records the person sees. */
    private List<Recipient.Kind> kinds() {
        var schema = records.schema(actor.get());
        return Arrays.stream(Recipient.Kind.values())
                .filter(one -> one == Recipient.Kind.ROLE || schema.may(one.key(), Verb.READ))
                .toList();
    }

    private void chooseAmong(Recipient.Kind among) {
        who.clear();
        var references = new RecordReferences(records, actor);
        who.setItems(query -> {
            var text = query.getFilter().orElse("");
            int offset = query.getOffset();
            int limit = query.getLimit();
            return among == Recipient.Kind.ROLE
                    ? roles(text).skip(offset).limit(limit)
                    : references.find(among.key(), text, offset, limit).stream()
                            .map(found -> new Choice(Recipient.of(among, found.id()), found.label()));
        });
    }

    private Stream<Choice> roles(String text) {
        var locale = actor.get().locale();
        var wanted = text.strip().toLowerCase(Locale.ROOT);
        return records.schema(actor.get()).metadata().all(RoleDefinition.class).stream()
                .map(role -> new Choice(Recipient.role(role.id()), role.label().text(locale)))
                .filter(choice -> choice.name().toLowerCase(Locale.ROOT).contains(wanted));
    }

    private void add() {
        var choice = who.getValue();
        if (choice == null) {
            who.setInvalid(true);
            who.setErrorMessage(getTranslation("sharing.who.missing"));
            who.focus();
            return;
        }
        chosen.accept(choice.recipient());
    }
}
