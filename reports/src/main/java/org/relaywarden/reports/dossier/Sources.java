// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.reports.dossier;

import org.relaywarden.bsmtp.customers.Customers;
import org.relaywarden.enforcement.block.Blocks;
import org.relaywarden.enforcement.casefile.Casefile;
import org.relaywarden.enforcement.warning.Notices;
import org.relaywarden.scanner.findings.Findings;

/** The doors that reports read through; nothing is ever written through them. */
public record Sources(Customers customers, Findings findings, Casefile casefile, Blocks blocks, Notices notices) {}
