package dev.trellis.ui.web.session;

import java.io.Serializable;

/** All that an HTTP session knows of its user: the ids of the user record and of the row that keeps them signed in. */
record SessionKey(long user, long session) implements Serializable {}
