// SPDX-License-Identifier: Apache-2.0
/**
 * Who the customers are: logins, domains, fixed addresses, line and product (B2), imported from the provider's own
 * books. Nothing else in the program says who may get mail or who may be tested (S7).
 *
 * <p>Before: {@code bsmtp.renames}. After: {@code bsmtp.customers.stored}, {@code bsmtp.intake},
 * {@code scanner.targets}, {@code enforcement.policy}.
 *
 * <p>May use: bsmtp.renames.
 */
@NullMarked
package org.relaywarden.bsmtp.customers;

import org.jspecify.annotations.NullMarked;
