package dev.trellis.ui.web.organisation;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import dev.trellis.core.access.Actor;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.staff.Staff;
import dev.trellis.core.staff.StaffResult;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Lets a person sign in: asks for the name to sign in with, then tells the password. */
final class AdmitDialog extends Dialog {

    private final transient Staff staff;
    private final transient Actor.Person actor;
    private final transient RecordId user;
    private final transient Runnable done;
    private final TextField login = new TextField();
    private final Select<Locale> language = new Select<>();
    private final Button admit = new Button();

    /** @param proposed what to sign in with, if nothing else is wanted */
    AdmitDialog(Staff staff, Actor.Person actor, RecordId user, String proposed, Runnable done) {
        this.staff = staff;
        this.actor = actor;
        this.user = user;
        this.done = done;
        addClassName("admit-dialog");
        setWidth("420px");
        setHeaderTitle(text("staff.admit.title"));
        login.setLabel(text("staff.login"));
        login.setValue(proposed);
        login.setMaxLength(120);
        login.setWidthFull();
        language.setLabel(text("staff.language"));
        language.setItems(List.of(Locale.SIMPLIFIED_CHINESE, Locale.ENGLISH));
        language.setItemLabelGenerator(one -> one.equals(Locale.ENGLISH) ? "English" : "简体中文");
        language.setValue(Messages.language(actor.locale()));
        language.setWidthFull();
        add(new Paragraph(text("staff.admit.text")), login, language);
        admit.setText(text("staff.admit"));
        admit.addThemeVariants(ButtonVariant.PRIMARY);
        admit.addClassName("admit-now");
        admit.setDisableOnClick(true);
        admit.addClickListener(clicked -> admit());
        getFooter().add(new Button(getTranslation("action.cancel"), clicked -> close()), admit);
    }

    private String text(String key) {
        return Messages.text(key, actor.locale());
    }

    private void admit() {
        switch (staff.admit(actor, user, login.getValue(), language.getValue())) {
            case StaffResult.Told(var name, var password) -> {
                close();
                done.run();
                new PasswordDialog(name, password, actor.locale()).open();
            }
            case StaffResult.Rejected(var problems) -> refuse(problems);
            case StaffResult.Denied(var problem) -> refuse(List.of(problem));
            case StaffResult.NotFound _, StaffResult.Seen _ -> {
                close();
                done.run();
            }
        }
    }

    private void refuse(List<Problem> problems) {
        login.setErrorMessage(problems.stream()
                .map(problem -> Messages.text(problem, actor.locale()))
                .collect(Collectors.joining(" ")));
        login.setInvalid(true);
        login.focus();
        admit.setEnabled(true);
    }
}
