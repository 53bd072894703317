#!/bin/sh
# Times core/survival against R's survival package on the same patients and prints R's time over ours.
#
#     tests/benchmarks/survival_vs_r.sh build/release/tests/benchmarks/benchmark_survival
#
# One core for both; each of R's calls is run three times and the fastest counts, as does ours.
set -eu
program=$1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$program" --benchmark_format=csv --benchmark_repetitions=3 > "$folder/ours.csv" 2> "$folder/log"
if ! command -v Rscript > /dev/null; then
    cat "$folder/ours.csv"
    echo "Rscript is not installed, so there is nothing to compare with."
    exit 0
fi
"$program" --csv "$folder"
cat > "$folder/compare.R" <<'R'
suppressMessages(library(survival))
folder <- commandArgs(TRUE)[1]
lines <- readLines(file.path(folder, "ours.csv"))
ours <- read.csv(text = lines[grep("^name,", lines):length(lines)])
ours <- ours[grepl("^[A-Za-z]+/[0-9]+$", ours$name), ]
fastest <- function(call) { gc(FALSE); min(replicate(3, system.time(call())[["elapsed"]])) * 1000 }
cat(sprintf("%-12s %9s %12s %12s %8s\n", "statistic", "n", "MetRisk ms", "R ms", "ratio"))
for (n in c(10000, 100000, 1000000)) {
    d <- read.csv(file.path(folder, paste0(format(n, scientific = FALSE), ".csv")))
    y <- Surv(d$time, d$event)
    calls <- list(
        kaplanMeier = function() survfit(y ~ 1),
        logRank = function() survdiff(y ~ sex, data = d),
        concordance = function() concordance(y ~ risk, data = d, reverse = TRUE),
        # R has no call for the gradient alone: this one adds up the second derivatives too.
        coxGradient = function() coxph(y ~ risk + age + sex, data = d, init = c(0.5, 0, 0), iter.max = 0),
        coxFit = function() coxph(y ~ risk + age + sex, data = d))
    for (name in names(calls)) {
        mine <- min(ours$real_time[ours$name == paste0(name, "/", format(n, scientific = FALSE))])
        theirs <- fastest(calls[[name]])
        cat(sprintf("%-12s %9d %12.2f %12.2f %8.1f\n", name, as.integer(n), mine, theirs, theirs / mine))
    }
}
R
Rscript "$folder/compare.R" "$folder"
