package dev.trellis.samples.approval;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.flowable.bpmn.model.BpmnModel;
import org.flowable.bpmn.model.EndEvent;
import org.flowable.bpmn.model.MultiInstanceLoopCharacteristics;
import org.flowable.bpmn.model.Process;
import org.flowable.bpmn.model.SequenceFlow;
import org.flowable.bpmn.model.StartEvent;
import org.flowable.bpmn.model.UserTask;
import org.flowable.common.engine.impl.interceptor.Command;
import org.flowable.engine.ProcessEngine;
import org.flowable.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.flowable.engine.impl.util.CommandContextUtil;
import org.jspecify.annotations.Nullable;

/**
 * The same requests as somebody writes them by hand on Flowable as it comes: multi-instance user tasks, a plain row for the
 * record and one for each line of the log, all in the engine's transaction. No rights, no rules, no history of fields.
 */
final class HandWrittenRequests implements Requests, AutoCloseable {

    private static final String PROCESS = "bench";

    private final HikariDataSource pool;
    private final ProcessEngine engine;
    private final AtomicLong ids = new AtomicLong();

    private HandWrittenRequests(HikariDataSource pool, ProcessEngine engine) {
        this.pool = pool;
        this.engine = engine;
    }

    /** @param jdbc of an empty schema */
    static HandWrittenRequests install(String jdbc, String user, String password) throws SQLException {
        var config = new HikariConfig();
        config.setJdbcUrl(jdbc);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(40);
        var pool = new HikariDataSource(config);
        try (var connection = pool.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("""
                    CREATE TABLE request (id BIGINT PRIMARY KEY, version INT NOT NULL, name VARCHAR(200) NOT NULL,
                        amount DECIMAL(20, 2), status VARCHAR(20), created_by VARCHAR(64) NOT NULL,
                        created_at DATETIME(6) NOT NULL, changed_at DATETIME(6) NOT NULL)
                    """);
            statement.execute("""
                    CREATE TABLE request_log (id BIGINT PRIMARY KEY, request BIGINT NOT NULL, event VARCHAR(20) NOT NULL,
                        actor VARCHAR(64) NOT NULL, comment VARCHAR(2000) NOT NULL, at DATETIME(6) NOT NULL,
                        KEY request_log_request (request))
                    """);
        }
        var configuration = new StandaloneProcessEngineConfiguration();
        configuration.setDataSource(pool);
        configuration.setDatabaseSchemaUpdate("true");
        configuration.setAsyncExecutorActivate(false);
        var engine = configuration.buildProcessEngine();
        engine.getRepositoryService()
                .createDeployment()
                .addBpmnModel(PROCESS + ".bpmn20.xml", model())
                .deploy();
        return new HandWrittenRequests(pool, engine);
    }

    private static BpmnModel model() {
        var process = new Process();
        process.setId(PROCESS);
        var start = new StartEvent();
        start.setId("start");
        process.addFlowElement(start);
        var before = "start";
        for (int level = 1; level <= LEVELS; level++) {
            var task = new UserTask();
            task.setId("level" + level);
            task.setAssignee("${approver}");
            var many = new MultiInstanceLoopCharacteristics();
            many.setInputDataItem("${approvers" + level + "}");
            many.setElementVariable("approver");
            task.setLoopCharacteristics(many);
            process.addFlowElement(task);
            process.addFlowElement(new SequenceFlow(before, task.getId()));
            before = task.getId();
        }
        var end = new EndEvent();
        end.setId("end");
        process.addFlowElement(end);
        process.addFlowElement(new SequenceFlow(before, "end"));
        var model = new BpmnModel();
        model.addProcess(process);
        return model;
    }

    @Override
    public String name() {
        return "Flowable by hand";
    }

    @Override
    public Map<String, Runnable> steps(int client, int number) {
        long id = ids.incrementAndGet();
        var initiator = "user" + client + ".0";
        var steps = new LinkedHashMap<String, Runnable>();
        var process = new AtomicReference<String>();
        var task = new AtomicReference<String>();
        steps.put("make the record", () -> make(id, number, initiator));
        steps.put("submit", () -> process.set(submit(client, id, initiator)));
        for (int level = 1; level <= LEVELS; level++) {
            var approver = approver(client, level);
            var isLast = level == LEVELS;
            steps.put(
                    level + ": find the task",
                    () -> task.set(engine.getTaskService()
                            .createTaskQuery()
                            .processInstanceId(process.get())
                            .taskAssignee(approver)
                            .singleResult()
                            .getId()));
            steps.put(level + ": agree", () -> agree(id, task.get(), approver, isLast));
        }
        return steps;
    }

    private void make(long id, int number, String initiator) {
        inEngine(connection -> {
            update(
                    connection,
                    "INSERT INTO request (id, version, name, amount, status, created_by, created_at, changed_at)"
                            + " VALUES (?, 1, ?, ?, 'draft', ?, ?, ?)",
                    id,
                    "Request " + number,
                    new BigDecimal(number % 10_000),
                    initiator,
                    now(),
                    now());
            return null;
        });
    }

    private String submit(int client, long id, String initiator) {
        return inEngine(connection -> {
            update(
                    connection,
                    "UPDATE request SET status = 'submitted', version = version + 1, changed_at = ? WHERE id = ?",
                    now(),
                    id);
            log(connection, id, "submitted", initiator, "");
            var variables = new HashMap<String, Object>();
            for (int level = 1; level <= LEVELS; level++) {
                variables.put("approvers" + level, List.of(approver(client, level)));
            }
            return engine.getRuntimeService()
                    .startProcessInstanceByKey(PROCESS, Long.toString(id), Map.copyOf(variables))
                    .getId();
        });
    }

    private void agree(long id, String task, String approver, boolean isLast) {
        inEngine(connection -> {
            engine.getTaskService().complete(task);
            log(connection, id, "agreed", approver, "Fine.");
            if (isLast) {
                update(
                        connection,
                        "UPDATE request SET status = 'approved', version = version + 1, changed_at = ? WHERE id = ?",
                        now(),
                        id);
            }
            return null;
        });
    }

    private static String approver(int client, int level) {
        return "user" + client + "." + level;
    }

    @FunctionalInterface
    private interface Work {
        @Nullable
        String on(Connection connection) throws SQLException;
    }

    /** Runs work in one transaction of the engine, on its connection. */
    private String inEngine(Work work) {
        Command<String> command = context -> {
            try {
                var result = work.on(CommandContextUtil.getDbSqlSession(context)
                        .getSqlSession()
                        .getConnection());
                return result == null ? "" : result;
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        };
        return engine.getManagementService().executeCommand(command);
    }

    private void log(Connection connection, long request, String event, String actor, String comment)
            throws SQLException {
        update(
                connection,
                "INSERT INTO request_log (id, request, event, actor, comment, at) VALUES (?, ?, ?, ?, ?, ?)",
                ids.incrementAndGet(),
                request,
                event,
                actor,
                comment,
                now());
    }

    private static LocalDateTime now() {
        return LocalDateTime.now(ZoneOffset.UTC);
    }

    private static void update(Connection connection, String sql, Object... parameters) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.executeUpdate();
        }
    }

    @Override
    public long approved() {
        try (var connection = pool.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery("""
                        SELECT COUNT(*) FROM request r WHERE r.status = 'approved'
                            AND NOT EXISTS (SELECT 1 FROM ACT_RU_EXECUTION e WHERE e.BUSINESS_KEY_ = r.id)
                        """)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        engine.close();
        pool.close();
    }
}
