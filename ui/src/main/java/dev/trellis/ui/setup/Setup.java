package dev.trellis.ui.setup;

import dev.trellis.core.access.Actor;
import dev.trellis.core.access.Actor.Purpose;
import dev.trellis.core.account.Accounts;
import dev.trellis.core.account.Passwords;
import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.metadata.FunctionDefinition;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.TrellisException;
import dev.trellis.core.publish.LiveMetadata;
import dev.trellis.core.publish.PublishResult;
import dev.trellis.core.publish.Publisher;
import dev.trellis.core.script.FunctionApprovals;
import dev.trellis.core.template.DemoInstaller;
import dev.trellis.core.template.MetadataPackage;
import dev.trellis.core.template.Packages;
import dev.trellis.ui.Settings;
import dev.trellis.workflow.approval.ApprovalResult;
import dev.trellis.workflow.approval.ApprovalView;
import dev.trellis.workflow.approval.Approvals;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings an empty workspace to life: publishes the chosen package and, in demo mode, installs its company. On a
 * workspace that lives already it does nothing, so every start may call it.
 */
@Singleton
public final class Setup {

    private static final Logger LOG = LoggerFactory.getLogger(Setup.class);
    private static final Actor.Platform PLATFORM = new Actor.Platform(Purpose.INSTALL);

    private final Settings settings;
    private final LiveMetadata live;
    private final Publisher publisher;
    private final Packages packages;
    private final DemoInstaller demo;
    private final Approvals approvals;
    private final Accounts accounts;
    private final Administrator administrator;
    private final UnitOfWork unit;
    private final FunctionApprovals functions;

    Setup(
            Settings settings,
            LiveMetadata live,
            Publisher publisher,
            Packages packages,
            DemoInstaller demo,
            Approvals approvals,
            Accounts accounts,
            Administrator administrator,
            UnitOfWork unit,
            FunctionApprovals functions) {
        this.settings = settings;
        this.live = live;
        this.publisher = publisher;
        this.packages = packages;
        this.demo = demo;
        this.approvals = approvals;
        this.accounts = accounts;
        this.administrator = administrator;
        this.unit = unit;
        this.functions = functions;
    }

    /** Prepares the workspace and returns the lines that a start tells its owner: logins, or how to make the first. */
    public List<String> run() {
        publisher.resume();
        if (live.refresh().version() == 0) {
            publish();
        }
        if (accounts.isEmpty()) {
            var source = packages.find(settings.template());
            if (settings.demo()
                    && source.isPresent()
                    && !source.get().manifest().demo().isEmpty()) {
                installDemo(source.get());
            }
        }
        return told();
    }

    private List<String> told() {
        var lines = new ArrayList<String>();
        if (settings.demo()) {
            DemoLogins.read(settings.data()).stream()
                    .filter(login -> login.isUnchanged(accounts))
                    .forEach(login -> lines.add(login.line()));
        }
        administrator.invitation().ifPresent(lines::add);
        return lines;
    }

    private void publish() {
        var definitions = switch (packages.read(settings.template())) {
            case Packages.Contents.Definitions(var found) -> found;
            case Packages.Contents.Broken(var problems) -> throw refused(settings.template(), problems);
        };
        // Whoever put a package on the class path has chosen what it runs; first, so that a kill in between changes
        // nothing.
        functions.approveInstalled(
                definitions.stream()
                        .filter(FunctionDefinition.class::isInstance)
                        .map(FunctionDefinition.class::cast)
                        .toList(),
                settings.template());
        switch (publisher.install(PLATFORM, definitions, settings.template())) {
            case PublishResult.Published(var version, var steps) ->
                LOG.info("Published {} as version {} in {} steps", settings.template(), version, steps.size());
            case PublishResult.Rejected(var problems) -> throw refused(settings.template(), problems);
            case PublishResult.Busy(var problem) -> throw refused(settings.template(), List.of(problem));
            case PublishResult.Denied(var problem) -> throw refused(settings.template(), List.of(problem));
            case PublishResult.Outdated ignored -> throw new TrellisException("The first publish is outdated");
            case PublishResult.NeedsConfirmation ignored -> throw new TrellisException("The first publish loses data");
        }
    }

    /** Installs records and accounts in one transaction: a kill in the middle leaves an empty workspace. */
    private void installDemo(MetadataPackage source) {
        var metadata = live.current();
        var today = LocalDate.now(ZoneId.of(metadata.workspace().zone()));
        var installed = unit.run(() -> {
            var done = demo.install(source, metadata, today, Passwords::draw);
            DemoLogins.write(settings.data(), done.logins());
            return done;
        });
        installed.approvals().forEach(this::perform);
        LOG.info("Installed the demo company with {} people", installed.logins().size());
    }

    private void perform(DemoInstaller.Approval script) {
        require(approvals.submit(script.submitter(), script.definitionEntity(), script.record(), null));
        for (var decision : script.decisions()) {
            var task = approvals
                    .instances(decision.by(), script.definitionEntity(), script.record())
                    .flatMap(views -> views.stream()
                            .map(ApprovalView::may)
                            .flatMap(may -> Optional.ofNullable(may.task()).stream())
                            .findFirst())
                    .orElseThrow(() -> new TrellisException(
                            "The demo lets " + decision.by().name() + " decide where nothing waits for them"));
            require(
                    decision.agrees()
                            ? approvals.agree(decision.by(), task, decision.comment(), java.util.Map.of(), null)
                            : approvals.reject(decision.by(), task, decision.comment()));
        }
    }

    private static void require(ApprovalResult result) {
        switch (result) {
            case ApprovalResult.Done ignored -> {}
            case ApprovalResult.Refused(var problems) -> throw refused("approval", problems);
        }
    }

    private static TrellisException refused(String what, List<Problem> problems) {
        return new TrellisException(what + " is refused: "
                + problems.stream()
                        .map(problem -> problem.path() + ": " + Messages.text(problem, Locale.ENGLISH))
                        .toList());
    }
}
