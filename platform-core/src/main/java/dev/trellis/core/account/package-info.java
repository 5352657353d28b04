/** Who may sign in: credentials, tokens, sessions, role assignments, and who acts behind them. */
@NullMarked
package dev.trellis.core.account;

import org.jspecify.annotations.NullMarked;
