package dev.trellis.ui.web.sharing;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import dev.trellis.core.access.Recipient;
import dev.trellis.core.collaboration.Collaboration.Wish;
import dev.trellis.core.metadata.RoleDefinition;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import dev.trellis.core.record.Records;
import dev.trellis.ui.web.field.RecordReferences;
import dev.trellis.ui.web.record.RecordExtension.Subject;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Asks with whom to share, what for and until when. */
final class ShareForm extends Div {

    private final transient Records records;
    private final transient Subject subject;
    private final transient Consumer<Wish> wished;
    private final Select<Recipient.Kind> kind = new Select<>();
    private final ComboBox<Choice> who = new ComboBox<>();
    private final Select<Boolean> right = new Select<>();
    private final Checkbox collaborator = new Checkbox();
    private final DatePicker until = new DatePicker();

    /** Somebody to choose. */
    private record Choice(Recipient recipient, String name) {}

    ShareForm(Records records, Subject subject, Consumer<Wish> wished) {
        this.records = records;
        this.subject = subject;
        this.wished = wished;
        addClassName("share-form");
        kind.setLabel(getTranslation("sharing.kind"));
        kind.setItems(kinds());
        kind.setItemLabelGenerator(one -> getTranslation(ShareWords.key(one)));
        kind.setValue(Recipient.Kind.USER);
        kind.addValueChangeListener(changed -> chooseAmong(changed.getValue()));
        who.setLabel(getTranslation("sharing.who"));
        who.setItemLabelGenerator(Choice::name);
        who.addClassName("share-who");
        right.setLabel(getTranslation("sharing.right"));
        right.setItems(false, true);
        right.setItemLabelGenerator(writing -> getTranslation(writing ? "sharing.right.write" : "sharing.right.read"));
        right.setValue(false);
        until.setLabel(getTranslation("sharing.until"));
        until.setClearButtonVisible(true);
        until.setMin(LocalDate.now(zone()));
        until.setLocale(getLocale());
        collaborator.setLabel(getTranslation("sharing.collaborator"));
        var share = new Button(getTranslation("sharing.share"), clicked -> share());
        share.addThemeVariants(ButtonVariant.PRIMARY);
        share.addClassName("share-now");
        add(kind, who, right, until, collaborator, share);
        chooseAmong(Recipient.Kind.USER);
    }

    /** Only kinds whose records the person sees. */
    private List<Recipient.Kind> kinds() {
        var schema = records.schema(subject.actor());
        return Arrays.stream(Recipient.Kind.values())
                .filter(one -> one == Recipient.Kind.ROLE || schema.may(one.key(), Verb.READ))
                .toList();
    }

    private void chooseAmong(Recipient.Kind among) {
        who.clear();
        collaborator.setVisible(among == Recipient.Kind.USER);
        var references = new RecordReferences(records, subject::actor);
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
        var locale = subject.actor().locale();
        var wanted = text.strip().toLowerCase(Locale.ROOT);
        return records.schema(subject.actor()).metadata().all(RoleDefinition.class).stream()
                .map(role -> new Choice(Recipient.role(role.id()), role.label().text(locale)))
                .filter(choice -> choice.name().toLowerCase(Locale.ROOT).contains(wanted));
    }

    private void share() {
        var chosen = who.getValue();
        if (chosen == null) {
            who.setInvalid(true);
            who.setErrorMessage(getTranslation("sharing.who.missing"));
            who.focus();
            return;
        }
        var last = until.getValue();
        wished.accept(new Wish(
                chosen.recipient(),
                Boolean.TRUE.equals(right.getValue()),
                collaborator.isVisible() && Boolean.TRUE.equals(collaborator.getValue()),
                last == null ? null : last.plusDays(1).atStartOfDay(zone()).toInstant()));
    }

    private ZoneId zone() {
        return ZoneId.of(records.schema(subject.actor()).metadata().workspace().zone());
    }
}
