package dev.trellis.workflow.rule;

import dev.trellis.core.access.Actor;
import dev.trellis.core.access.Recipient;
import dev.trellis.core.account.ActorResolver;
import dev.trellis.core.collaboration.Collaboration;
import dev.trellis.core.collaboration.SharingResult;
import dev.trellis.core.database.RecordIds;
import dev.trellis.core.expression.Expected;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.RuleDefinition.Mail;
import dev.trellis.core.metadata.RuleDefinition.Message;
import dev.trellis.core.metadata.RuleDefinition.Notify;
import dev.trellis.core.metadata.RuleDefinition.ShareWith;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.name.Label;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.workflow.notify.Channels;
import dev.trellis.workflow.notify.Notifications;
import dev.trellis.workflow.people.People;
import dev.trellis.workflow.rule.RuleRun.Line;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The steps that let people know, or let them at a record. */
@Singleton
final class RuleTelling {

    private static final String ROLE = "role:";
    private static final String FIELD = "field:";

    private final RuleSource source;
    private final People people;
    private final ActorResolver actors;
    private final Notifications notifications;
    private final Channels channels;
    private final Collaboration collaboration;
    private final RecordIds ids;
    private final Records records;

    RuleTelling(
            RuleSource source,
            People people,
            ActorResolver actors,
            Notifications notifications,
            Channels channels,
            Collaboration collaboration,
            RecordIds ids,
            Records records) {
        this.source = source;
        this.people = people;
        this.actors = actors;
        this.notifications = notifications;
        this.channels = channels;
        this.collaboration = collaboration;
        this.ids = ids;
        this.records = records;
    }

    Line notify(RuleScope scope, Notify notify) {
        var whom = new LinkedHashSet<RecordId>();
        notify.to().forEach(recipient -> whom.addAll(recipients(scope, recipient)));
        var words = template(scope);
        var record = RuleSource.isDeleted(scope.work()) ? null : scope.work().record();
        var texts = new HashMap<String, String>();
        notify.text()
                .texts()
                .keySet()
                .forEach(language -> texts.put(language, words.render(notify.text(), Locale.forLanguageTag(language))));
        notifications.tell(whom, new Label(texts), scope.entity(), record);
        return new Line(notify.id(), "notify", names(whom));
    }

    private String names(Set<RecordId> whom) {
        return whom.stream()
                .flatMap(person -> people.find(person).stream())
                .map(People.Member::name)
                .collect(Collectors.joining(", "));
    }

    private List<RecordId> recipients(RuleScope scope, String recipient) {
        var owner = owner(scope.record());
        if (recipient.equals("owner")) {
            return owner.stream().toList();
        }
        if (recipient.equals("manager")) {
            return owner.flatMap(people::managerOf).map(People.Member::id).stream()
                    .toList();
        }
        if (recipient.startsWith(ROLE)) {
            return people.holders(recipient.substring(ROLE.length())).stream()
                    .map(People.Member::id)
                    .toList();
        }
        var path = recipient.substring(FIELD.length());
        return source
                .values(scope.work(), Set.of(path))
                .map(found -> found.value(path))
                .filter(RecordId.class::isInstance)
                .map(RecordId.class::cast)
                .stream()
                .toList();
    }

    private static Optional<RecordId> owner(StoredRecord record) {
        return record.value(SystemFields.OWNER) instanceof RecordId id ? Optional.of(id) : Optional.empty();
    }

    Line mail(RuleScope scope, Mail mail) {
        var to = scope.facts().value(mail.to(), Expected.ANY);
        if (to == null || to.toString().isBlank()) {
            throw new RuleFailed(List.of(Problem.at(mail.id(), RuleProblems.NO_ADDRESS)));
        }
        var words = template(scope);
        var language = RuleWriting.language(scope.metadata());
        var subject = words.render(mail.subject(), language);
        send("mail", to.toString(), subject, words.render(mail.text(), language));
        return new Line(mail.id(), "mail", to + ": " + subject);
    }

    Line message(RuleScope scope, Message message) {
        var language = RuleWriting.language(scope.metadata());
        var words = template(scope).render(message.text(), language);
        send(message.channel(), "", scope.rule().label().text(language), words);
        return new Line(message.id(), "message", message.channel() + ": " + words);
    }

    private void send(String channel, String to, String subject, String text) {
        channels.send(
                channel, new dev.trellis.workflow.notify.Message(ids.next().toString(), to, subject, text));
    }

    /** In the name of the owner, whose record it is. */
    Line share(RuleScope scope, ShareWith share, Instant now) {
        var owner = owner(scope.record()).flatMap(person -> actors.person(person, Actor.Via.WEB));
        if (owner.isEmpty()) {
            throw new RuleFailed(List.of(Problem.at(share.id(), RuleProblems.NOBODY)));
        }
        var until = share.days() == 0 ? null : now.plus(Duration.ofDays(share.days()));
        var whom = new LinkedHashSet<RecordId>();
        for (var recipient : share.to()) {
            if (recipient.startsWith(ROLE)) {
                share(scope, owner.get(), Recipient.role(recipient.substring(ROLE.length())), share.writing(), until);
            } else {
                whom.addAll(recipients(scope, recipient));
            }
        }
        whom.remove(owner.get().user());
        whom.forEach(person -> share(scope, owner.get(), Recipient.user(person), share.writing(), until));
        return new Line(share.id(), "share", names(whom));
    }

    private void share(RuleScope scope, Actor.Person owner, Recipient with, boolean writing, @Nullable Instant until) {
        var wish = new Collaboration.Wish(with, writing, false, until);
        switch (collaboration.share(owner, scope.entity(), scope.work().record(), wish)) {
            case SharingResult.Shares _ -> {}
            case SharingResult.Rejected(var problems) -> throw new RuleFailed(problems);
            case SharingResult.Denied(var problem) -> throw new RuleFailed(List.of(problem));
            case SharingResult.NotFound _ -> throw new RuleFailed(List.of(Problem.at("", RuleProblems.NOT_SAVED)));
        }
    }

    private Template template(RuleScope scope) {
        return new Template(records, source, scope.metadata(), scope.work());
    }
}
