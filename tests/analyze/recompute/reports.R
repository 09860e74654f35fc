# The figures of a run on reports of states, made again: levels, totals of the Union,
# what observers tell, changes as the reporters tell them, load, unusual changes, digits,
# what is left without one state.  usage: Rscript reports.R RUN

source(file.path(dirname(sub("--file=", "", grep("--file=", commandArgs(), value = TRUE))), "common.R"))
semesters <- c("2024-S1", "2023-S2", "2023-S1")
flows <- lapply(semesters, function(s) {
  d <- rows_of(file.path(run, if (s == semesters[1]) "." else file.path("history", s), "flows.csv"))
  d$value <- as.numeric(d$OBS_VALUE)
  d$set <- (d$FREQ == "M") + 2 * (d$CITIZENSHIP != "_T") + 4 * (d$ROUTE != "_T") + 8 * (d$BORDER != "_T")
  d
})
blocks <- lapply(flows, function(d) split(d, paste(d$HOST_COUNTRY, d$INDICATOR, d$COUNTED_BY, d$REPORTER)))
names(flows) <- names(blocks) <- semesters
number_of <- function(x) sum(as.integer(intToBits(x))[1:4])
# The coarsest table of a block; of several the one with the fewest gaps.
table_of <- function(block, needed = 0) {
  sets <- unique(block$set)
  sets <- sets[bitwAnd(sets, needed) == needed]
  if (length(sets) == 0) return(NULL)
  gaps <- sapply(sets, function(s) sum(is.na(block$value[block$set == s])))
  block[block$set == sets[order(sapply(sets, number_of), gaps, -bitwAnd(sets, 1), -bitwAnd(sets, 2), -bitwAnd(sets, 4))[1]], ]
}
tell <- function(period, indicator, host = "_T", reporters = NULL, counted = "own") {
  names <- do.call(rbind, strsplit(names(blocks[[period]]), " "))
  wanted <- names[, 2] == indicator & names[, 3] == counted & (host == "_T" | names[, 1] == host) &
    (is.null(reporters) | names[, 4] %in% reporters)
  do.call(rbind, lapply(blocks[[period]][wanted], table_of))
}
gap <- function(rows) any(is.na(rows$value) & !rows$OBS_STATUS %in% c("M", "K"))
lower_of <- function(d) ifelse(is.na(d$WIDE_LOWER), d$LOWER, d$WIDE_LOWER)
upper_of <- function(d) ifelse(is.na(d$WIDE_UPPER), d$UPPER, d$WIDE_UPPER)

d <- said[said$MEASURE == "level" & said$TIME_PERIOD %in% semesters & said$COUNTED_BY == "own" &
            said$BREAKDOWN %in% c("total", "reporter"), ]
want <- mapply(function(period, indicator, host, by, code) {
  rows <- tell(period, indicator, host, if (by == "reporter") code)
  if (is.null(rows) || all(is.na(rows$value))) NA else sum(rows$value, na.rm = TRUE)
}, d$TIME_PERIOD, d$INDICATOR, d$HOST_COUNTRY, d$BREAKDOWN, d$CODE)
compare("level", d$OBS_VALUE, want, of = d$FIGURE_ID)

# ---- totals of the Union: limits of a sum from those of its parts
states <- strsplit("BE BG CZ DK DE EE IE GR ES FR HR IT CY LV LT LU HU MT NL AT PL PT RO SI SK FI SE", " ")[[1]]
d <- said[said$MEASURE == "eu-total", ]
compare_all("eu-total", d, t(mapply(function(period, indicator) {
  parts <- said[said$MEASURE == "level" & said$HOST_COUNTRY == "_T" & said$BREAKDOWN == "reporter" &
                  said$INDICATOR == indicator & said$TIME_PERIOD == period & said$CODE %in% states &
                  !is.na(said$OBS_VALUE), ]
  x <- sum(tell(period, indicator, reporters = states)$value, na.rm = TRUE)
  c(x, min(x - sqrt(sum((parts$OBS_VALUE - lower_of(parts))^2)), garwood(x)[1]),
    max(x + sqrt(sum((upper_of(parts) - parts$OBS_VALUE)^2)), garwood(x)[2]))
}, d$TIME_PERIOD, d$INDICATOR)), c("OBS_VALUE", "LOWER", "UPPER"))

# ---- observers
observed <- function(period, host, indicator, counted) {
  f <- flows[[period]]
  f <- f[f$HOST_COUNTRY == host & f$INDICATOR == indicator & f$COUNTED_BY == counted & !is.na(f$value), ]
  tapply(f$value, f$REPORTER, sum)
}
d <- said[said$MEASURE == "consensus", ]
compare_all("consensus", d, t(mapply(function(...) {
  x <- observed(...)
  c(median(x), min(x), max(x))
}, d$TIME_PERIOD, d$HOST_COUNTRY, d$INDICATOR, d$COUNTED_BY)), c("OBS_VALUE", "LOWER", "UPPER"))
before <- function(measure) ifelse(grepl("previous", measure), "2023-S2", "2023-S1")
d <- said[said$METHOD == "mirror-effects", ]
compare_all("mirror-effects", d, t(mapply(function(host, indicator, base, counted) {
  x <- observed("2024-S1", host, indicator, counted)
  y <- observed(base, host, indicator, counted)
  both <- intersect(names(x), names(y))
  rate <- log(x[both] / y[both])
  n <- length(both)
  half <- sqrt(z^2 * mean(1 / x[both] + 1 / y[both]) + qt(0.975, n - 1)^2 * var(rate) / n)
  exp(mean(rate) + c(0, -half, half))
}, d$HOST_COUNTRY, d$INDICATOR, before(d$MEASURE), d$OTHER)), c("OBS_VALUE", "LOWER", "UPPER"))

# ---- reporters: restricted likelihood by its maximum, and Knapp and Hartung
reml <- function(y, v) {
  deviance <- function(t) {
    w <- 1 / (v + t)
    sum(log(v + t)) + log(sum(w)) + sum(w * (y - sum(w * y) / sum(w))^2)
  }
  slope <- function(t) {
    w <- 1 / (v + t)
    sum(w^2 * (y - sum(w * y) / sum(w))^2) - sum(w) + sum(w^2) / sum(w)
  }
  t <- optimize(deviance, c(0, 10 * var(y) + 1e-3), tol = 1e-14)$minimum
  if (deviance(0) <= deviance(t)) return(0)
  if (t > 1e-9 && slope(t / 2) * slope(2 * t) < 0) uniroot(slope, c(t / 2, 2 * t), tol = 1e-16)$root else t
}
scatter <- function(block) {
  rows <- table_of(block, 1)
  if (is.null(rows) || gap(rows)) return(c(0, 0))
  x <- tapply(rows$value, rows$TIME_PERIOD, sum, na.rm = TRUE)
  if (length(x) < 6 || sum(x) == 0) c(0, 0) else c(sum((x - mean(x))^2 / mean(x)), length(x) - 1)
}
agree <- function(host, indicator, base) {
  own <- names(blocks[[1]])[startsWith(names(blocks[[1]]), paste(host, indicator, "own "))]
  rates <- do.call(rbind, lapply(own, function(name) {
    now <- blocks[[1]][[name]]
    then <- blocks[[base]][[name]]
    if (is.null(then) || gap(table_of(now)) || gap(table_of(then))) return(NULL)
    x <- sum(table_of(now)$value, na.rm = TRUE)
    y <- sum(table_of(then)$value, na.rm = TRUE)
    if (x == 0 && y == 0) return(NULL)
    add <- if (x == 0 || y == 0) 0.5 else 0
    c(log((x + add) / (y + add)), 1 / (x + add) + 1 / (y + add), scatter(now) + scatter(then))
  }))
  y <- rates[, 1]
  phi <- if (sum(rates[, 4]) > 0) max(1, sum(rates[, 3]) / sum(rates[, 4])) else 1
  v <- rates[, 2] * phi
  df <- length(y) - 1
  w <- 1 / (v + reml(y, v))
  mean <- sum(w * y) / sum(w)
  half <- max(qt(0.975, df) * sqrt(sum(w * (y - mean)^2) / df / sum(w)), z / sqrt(sum(w)))
  q <- sum((y - sum(y / v) / sum(1 / v))^2 / v)
  c(exp(mean + c(0, -half, half)), max(0, (q - df) / q), pchisq(q, df, lower.tail = FALSE))
}
d <- said[said$METHOD == "random-effects" & said$HOST_COUNTRY != "_T", ]
want <- t(mapply(agree, d$HOST_COUNTRY, d$INDICATOR, before(d$MEASURE)))
compare_all("random-effects", d, want, c("OBS_VALUE", "LOWER", "UPPER"))
differ <- said[match(sub("summary", "heterogeneity", d$FIGURE_ID), said$FIGURE_ID), ]
compare_all("heterogeneity", differ, want[, 4:5], c("OBS_VALUE", "P"))

# ---- officers, unusual changes, digits, one state left out
officers <- said[said$MEASURE == "officers", ]
levels <- said[said$MEASURE == "level" & said$BREAKDOWN == "total" & said$TIME_PERIOD == "2024-S1" & said$COUNTED_BY == "own", ]
d <- said[said$MEASURE == "load", ]
n <- officers$OBS_VALUE[match(d$HOST_COUNTRY, officers$HOST_COUNTRY)]
of <- levels[match(paste(d$HOST_COUNTRY, d$INDICATOR), paste(levels$HOST_COUNTRY, levels$INDICATOR)), ]
compare_all("load", d, cbind(of$OBS_VALUE, lower_of(of), upper_of(of)) / n, c("OBS_VALUE", "LOWER", "UPPER"))
unusual <- do.call(rbind, lapply(unique(flows[[1]]$INDICATOR), function(indicator) {
  own <- intersect(names(blocks[[1]]), names(blocks[[2]]))
  own <- own[grepl(paste0("^[A-Z]+ ", indicator, " own "), own)]
  x <- lapply(own, function(name) table_of(blocks[[1]][[name]]))
  y <- lapply(own, function(name) table_of(blocks[[2]][[name]]))
  total <- function(rows) if (gap(rows)) 0 else sum(rows$value, na.rm = TRUE)
  d <- data.frame(name = own, x = sapply(x, total), y = sapply(y, total))
  d <- d[d$x > 0 & d$y > 0, ]
  if (nrow(d) < 10) return(NULL)
  d$ratio <- d$x / d$y
  m <- median(d$ratio)
  effect <- ifelse(d$ratio >= m, d$ratio / m - 1, 1 - m / d$ratio) * sqrt(pmax(d$x, d$y))
  q <- quantile(effect, c(0.25, 0.5, 0.75))
  reach <- 4 * pmax(c(q[2] - q[1], q[3] - q[2]), abs(0.05 * q[2]))
  d$stands_out <- effect < q[2] - reach[1] | effect > q[2] + reach[2]
  d
}))
d <- said[said$MEASURE == "unusual-change", ]
out <- unusual[unusual$stands_out, ]
compare("unusual-change", d$OBS_VALUE, out$ratio[match(paste(d$HOST_COUNTRY, d$INDICATOR, "own", d$CODE), out$name)], of = d$FIGURE_ID)
compare("unusual changes", nrow(d), nrow(out), of = "how many")
d <- said[said$MEASURE == "usual-changes", ]
reporter <- sub(".* ", "", unusual$name)
compare_all("usual-changes", d, t(sapply(d$CODE, function(r) wilson(sum(!unusual$stands_out[reporter == r]), sum(reporter == r)))),
            c("OBS_VALUE", "LOWER", "UPPER"))
d <- said[said$MEASURE == "digit-heaping" & !is.na(said$OBS_VALUE), ]
compare_all("digit-heaping", d, t(sapply(d$CODE, function(r) {
  f <- flows[[1]]
  x <- f$value[f$COUNTED_BY == "own" & f$REPORTER == r & !is.na(f$value) & f$value >= 10]
  c(mean(x %% 5 == 0), pbinom(sum(x %% 5 == 0) - 1, length(x), 0.2, lower.tail = FALSE))
})), c("OBS_VALUE", "P"))
d <- said[grepl("^leave-one-out", said$MEASURE) & said$BREAKDOWN == "total" & !is.na(said$OBS_VALUE), ]
compare("leave-one-out", d$OBS_VALUE, mapply(function(indicator, host, without, base) {
  rest <- function(period) {
    rows <- tell(period, indicator, host)
    sum(rows$value[rows$REPORTER != without], na.rm = TRUE)
  }
  rest("2024-S1") / rest(base)
}, d$INDICATOR, d$HOST_COUNTRY, d$OTHER, before(d$MEASURE)), of = d$FIGURE_ID)
finish()
