package dev.trellis.workflow.notify;

/** A way to people outside of the application. Found by injection. */
public interface Channel {

    /** Returns its name: {@code mail}, {@code dingtalk}, {@code wecom}, {@code feishu}. */
    String id();

    /** Tells whether the configuration names what it needs. */
    boolean isConfigured();

    /** Sends a message; what keeps it from doing so is an exception, and it will be called again. */
    void send(Message message);
}
