package dev.trellis.workflow.engine;

import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.problem.TrellisException;
import java.util.Map;
import javax.sql.DataSource;
import org.flowable.common.engine.impl.cfg.TransactionContext;
import org.flowable.common.engine.impl.cfg.TransactionListener;
import org.flowable.common.engine.impl.cfg.TransactionPropagation;
import org.flowable.common.engine.impl.cfg.TransactionState;
import org.flowable.common.engine.impl.history.HistoryLevel;
import org.flowable.common.engine.impl.interceptor.AbstractCommandInterceptor;
import org.flowable.common.engine.impl.interceptor.Command;
import org.flowable.common.engine.impl.interceptor.CommandConfig;
import org.flowable.common.engine.impl.interceptor.CommandContext;
import org.flowable.common.engine.impl.interceptor.CommandExecutor;
import org.flowable.common.engine.impl.interceptor.CommandInterceptor;
import org.flowable.common.engine.impl.persistence.StrongUuidGenerator;
import org.flowable.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Flowable reduced to what we use: it works on the connection of the unit of work under way and commits nothing itself;
 * no history, no identities, no events, no scripts, no background threads.
 */
final class EngineConfiguration extends StandaloneProcessEngineConfiguration {

    private final UnitOfWork unitOfWork;

    EngineConfiguration(UnitOfWork unitOfWork, DataSource source, Map<String, Object> delegates) {
        this.unitOfWork = unitOfWork;
        setDataSource(source);
        setDatabaseType("mysql");
        setDatabaseSchemaUpdate(DB_SCHEMA_UPDATE_TRUE);
        setTransactionsExternallyManaged(true);
        setExpressionManager(new ClosedExpressions(delegates));
        setIdGenerator(new StrongUuidGenerator());
        setHistoryLevel(HistoryLevel.NONE);
        setDisableIdmEngine(true);
        setDisableEventRegistry(true);
        setEnableEventDispatcher(false);
        setEnableSafeBpmnXml(true);
        setAsyncExecutorActivate(false);
        setParallelMultiInstanceAsyncLeave(false);
        setAgendaFactory(LivingAgenda::new);
        setDynamicStateManager(new SingleArrivals());
    }

    @Override
    public void initEntityManagers() {
        setActivityInstanceEntityManager(new NoActivities(this, getActivityInstanceDataManager()));
        super.initEntityManagers();
    }

    @Override
    public CommandInterceptor createTransactionInterceptor() {
        return new InUnitOfWork();
    }

    @Override
    public void initTransactionContextFactory() {
        transactionContextFactory = context -> new Joined(context);
    }

    private final class InUnitOfWork extends AbstractCommandInterceptor {
        @Override
        public <T> T execute(CommandConfig config, Command<T> command, CommandExecutor executor) {
            if (!unitOfWork.isTransaction()) {
                throw new TrellisException("The engine is called only inside a unit of work");
            }
            if (config.getTransactionPropagation() == TransactionPropagation.REQUIRES_NEW) {
                throw new TrellisException("The engine wants a transaction of its own");
            }
            return next.execute(config, command, executor);
        }
    }

    /** The engine's view of the unit of work; a failed command undoes all of it. */
    private final class Joined implements TransactionContext {
        private final CommandContext context;

        Joined(CommandContext context) {
            this.context = context;
        }

        /** The unit of work commits. */
        @Override
        public void commit() {}

        @Override
        public void rollback() {
            unitOfWork.rollBack();
        }

        @Override
        public void addTransactionListener(TransactionState state, @Nullable TransactionListener listener) {
            if (listener != null && state == TransactionState.COMMITTED) {
                unitOfWork.afterCommit(() -> listener.execute(context));
            }
        }
    }
}
