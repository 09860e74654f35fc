# The figures of a run on Frontex's detections, made again: levels, changes, shares,
# concentration, residuals, trends, alerts, outlooks, associations, changes of level,
# types.  usage: Rscript series.R RUN

source(file.path(dirname(sub("--file=", "", grep("--file=", commandArgs(), value = TRUE))), "common.R"))
now <- "2024-S1"
files <- c(file.path(run, "flows.csv"), Sys.glob(file.path(run, "history/*/flows.csv")))
flows <- do.call(rbind, lapply(files, rows_of))
flows$value <- as.numeric(flows$OBS_VALUE)
months <- sort(unique(flows$TIME_PERIOD))
last <- length(months)
semester <- paste0(substr(months, 1, 4), ifelse(substr(months, 6, 7) <= "06", "-S1", "-S2"))
within <- function(x, period) x[semester == period]
by_month <- function(rows) {
  x <- tapply(rows$value, factor(rows$TIME_PERIOD, months), sum)
  as.numeric(ifelse(is.na(x), 0, x))
}
broken_down <- function(dimension, name)
  setNames(lapply(split(flows, flows[[dimension]]), by_month),
           paste0(name, ".", sort(unique(flows[[dimension]]))))
all <- c(list(total = by_month(flows)), broken_down("ROUTE", "route"), broken_down("CITIZENSHIP", "citizenship"),
         broken_down("BORDER", "border"), broken_down("HOST_COUNTRY", "host"))
key <- function(d) ifelse(d$HOST_COUNTRY != "_T", paste0("host.", d$HOST_COUNTRY),
                          ifelse(d$BREAKDOWN == "total", "total", paste0(d$BREAKDOWN, ".", d$CODE)))
figures <- function(measure, period = NULL) {
  d <- said[said$MEASURE == measure, ]
  if (!is.null(period)) d <- d[d$TIME_PERIOD %in% period, ]
  d$key <- key(d)
  d[d$key %in% names(all) & (d$HOST_COUNTRY == "_T" | d$BREAKDOWN == "total"), ]
}
unnamed <- c("_O", "_S", "STLS")
named <- function(x) x[!sub("^[a-z]*\\.", "", names(x)) %in% unnamed]

# ---- levels, changes, shares
scatter <- function(x) if (sum(x) > 0) sum((x - mean(x))^2 / mean(x)) else 0
level <- function(x) {
  count <- sum(x)
  exact <- garwood(count)
  wide <- exact
  phi <- scatter(x) / 5
  if (more_than_1(phi)) wide <- count * (exact / count)^(sqrt(phi) * qt(0.975, 5) / z * (1 + 1 / count))
  if (count < 11) wide[2] <- max(wide[2], min(3.5 * qgamma(0.975, count / 3.5 + 1), qgamma(0.975, 12)))
  c(count, exact, if (more_than_1(phi) || count < 11) wide else c(NA, NA))
}
d <- figures("level", c(now, "2023-S2", "2023-S1"))
compare_all("level", d, t(mapply(function(k, p) level(within(all[[k]], p)), d$key, d$TIME_PERIOD)),
            c("OBS_VALUE", "LOWER", "UPPER", "WIDE_LOWER", "WIDE_UPPER"))
change <- function(x, y) {
  a <- sum(x)
  b <- sum(y)
  if (b == 0) return(rep(NA, 6))
  r <- ratio(a, b)
  df <- 5 * (a > 0) + 5
  phi <- (scatter(x) + scatter(y)) / df
  f <- sqrt(phi) * qt(0.975, df) / z
  wide <- if (!more_than_1(phi)) c(NA, NA) else if (a > 0) r[1] * (r[2:3] / r[1])^f else c(0, (1 + r[3])^(f^2) - 1)
  c(r, ratio_p(a, b), wide)
}
for (since in list(c("change-previous", "2023-S2"), c("change-year", "2023-S1"))) {
  d <- figures(since[1], now)
  compare_all(since[1], d, t(sapply(d$key, function(k) change(within(all[[k]], now), within(all[[k]], since[2])))),
              c("OBS_VALUE", "LOWER", "UPPER", "P", "WIDE_LOWER", "WIDE_UPPER"), 1e-7)
}
d <- figures("share", now)
whole <- function(by) sum(sapply(all[startsWith(names(all), paste0(by, "."))], function(x) sum(within(x, now))))
compare_all("share", d, t(mapply(function(k, by) wilson(sum(within(all[[k]], now)), whole(by)), d$key, d$BREAKDOWN)),
            c("OBS_VALUE", "LOWER", "UPPER"))

# ---- concentration, residuals
concentration <- function(x) {
  x <- sort(unname(x[x > 0]))
  n <- length(x)
  s <- x / sum(x)
  c("top-1" = s[n], "top-3" = sum(tail(s, 3)), "top-5" = sum(tail(s, 5)), herfindahl = (sum(s^2) - 1 / n) / (1 - 1 / n),
    shannon = -sum(s * log(s)), gini = sum((2 * seq_len(n) - n - 1) * x) / (n * sum(x)))
}
table <- xtabs(value ~ HOST_COUNTRY + ROUTE, flows[flows$TIME_PERIOD %in% months[semester == now], ])
table <- table[!rownames(table) %in% unnamed, !colnames(table) %in% unnamed]
indices <- c("top-1", "top-3", "top-5", "herfindahl", "shannon", "gini")
d <- said[said$MEASURE %in% indices & said$TIME_PERIOD == now, ]
spread <- function(host, by) {
  if (host != "_T") return(table[host, ])
  parts <- named(all[startsWith(names(all), paste0(by, "."))])
  sapply(parts, function(x) sum(within(x, now)))
}
want <- mapply(function(host, by, m) unname(concentration(spread(host, by))[m]), d$HOST_COUNTRY, d$BREAKDOWN, d$MEASURE)
compare("concentration", d$OBS_VALUE, want, of = d$FIGURE_ID)
expected <- outer(rowSums(table), colSums(table)) / sum(table)
counts <- sapply(all[startsWith(names(all), "route.")], within, now)
phi <- 1 + sum((pmax(apply(counts, 2, scatter) / 5, 1) - 1) * colSums(counts)) / sum(counts)
residual <- (table - expected) / sqrt(expected) /
  sqrt(outer(1 - rowSums(table) / sum(table), 1 - colSums(table) / sum(table))) / sqrt(phi)
p <- 2 * pnorm(-abs(residual))
p[expected < 1] <- NA
adjusted <- array(p.adjust(p, "BH"), dim(p), dimnames(p))
d <- said[said$MEASURE == "residual", ]
at <- cbind(d$HOST_COUNTRY, d$CODE)
compare_all("residual", d, cbind(residual[at], p[at], adjusted[at]), c("OBS_VALUE", "P", "P_ADJUSTED"))
d <- said[said$MEASURE == "quotient", ]
at <- cbind(d$HOST_COUNTRY, d$CODE)
compare("quotient", d$OBS_VALUE, (table / expected)[at], of = d$FIGURE_ID)

# ---- trend
# South Sudan has its code from its independence on.
runs <- all[names(all) == "total" | grepl("^(route|host)\\.", names(all))]
runs[["host.SS"]] <- runs[["host.SS"]][months >= "2011-07"]
yearly <- function(x) {
  years <- length(x) %/% 12
  x <- matrix(tail(x, 12 * years), 12)
  pairs <- combn(years, 2)
  rise <- x[, pairs[2, ]] - x[, pairs[1, ]]
  ranks <- t(apply(x, 1, rank))
  s <- sum(sign(rise))
  v <- max(0, sum(sign(rise) %*% t(sign(rise)) + 4 * ranks %*% t(ranks) - years * (years + 1)^2) / 3)
  slopes <- sort(t(t(rise) / (pairs[2, ] - pairs[1, ])))
  n <- length(slopes)
  place <- function(p) approx(seq_len(n), slopes, min(max(p, 1), n))$y
  c(median(slopes), place((n - z * sqrt(v)) / 2), place((n + z * sqrt(v)) / 2 + 1),
    if (v > 0) 2 * pnorm(-max(abs(s) - 1, 0) / sqrt(v)) else NA, s / n)
}
contrast <- function(x) {
  after <- tail(x, 12)
  before <- tail(x, 24)[1:12]
  a <- sum(after)
  b <- sum(before)
  both <- after + before
  counted <- both > 0
  if (b == 0 || sum(counted) < 6) return(rep(NA, 4))
  r <- ratio(a, b)
  if (a == 0) {
    phi <- max(1, var(before) / mean(before))
    return(c(0, 0, r[3] * phi, ratio_p(a, b)^(1 / phi)))
  }
  share <- a / (a + b)
  df <- sum(counted) - 1
  phi <- sum(((after - both * share)^2 / (both * share * (1 - share)))[counted]) / df
  if (phi <= 1) return(c(r, ratio_p(a, b)))
  c(r[1], r[1] * (r[2:3] / r[1])^(sqrt(phi) * qt(0.975, df) / z), 2 * pt(-abs(a - b) / sqrt((a + b) * phi), df))
}
slopes <- figures("trend-slope")
want <- t(sapply(slopes$key, function(k) yearly(runs[[k]])))
compare_all("trend-slope", slopes, want, c("OBS_VALUE", "LOWER", "UPPER", "P"))
d <- figures("trend-tau")
compare("trend-tau", d$OBS_VALUE, want[, 5], of = d$FIGURE_ID)
years <- figures("trend-year")
beside <- t(sapply(years$key, function(k) contrast(runs[[k]])))
compare_all("trend-year", years, beside, c("OBS_VALUE", "LOWER", "UPPER", "P"))
compare("trend, adjusted", c(slopes$P_ADJUSTED, years$P_ADJUSTED), p.adjust(c(want[, 4], beside[, 4]), "BH"),
        of = c(slopes$FIGURE_ID, years$FIGURE_ID))
compare("series with a trend", nrow(slopes), sum(sapply(runs, sum) >= 20), of = "how many")
squares <- function(x) sum((x - mean(x))^2)
strength <- function(x, part) {
  parts <- stl(ts(log1p(x), frequency = 12), s.window = "periodic")$time.series
  max(0, 1 - squares(parts[, "remainder"]) / squares(parts[, "remainder"] + parts[, part]))
}
for (part in c("trend", "seasonal")) {
  d <- figures(sub("seasonal", "season", paste0(part, "-strength")))
  compare(paste("strength,", part), d$OBS_VALUE, sapply(d$key, function(k) strength(runs[[k]], part)), of = d$FIGURE_ID)
}

# ---- alerts
worth <- function(df, mean, phi) max(2, 2 * df / (2 + 6 * (phi - 1) / mean + 1 / (phi * mean)))
poisson <- function(phi) phi <= 1 + 1e-9
tail_of <- function(count, mean, phi)
  if (poisson(phi)) ppois(count - 1, mean, lower.tail = FALSE) else pnbinom(count - 1, mean / (phi - 1), mu = mean, lower.tail = FALSE)
quantile_of <- function(p, mean, phi) if (poisson(phi)) qpois(p, mean) else qnbinom(p, mean / (phi - 1), mu = mean)
tempered <- function(tail, df, mean, phi)
  if (tail >= 1) 1 else pt(qnorm(tail, lower.tail = FALSE), max(2, 0.8 * worth(df, mean, phi)), lower.tail = FALSE)
farrington <- function(x, at, flexible) {
  years <- min(5, (at - 2) %/% 12)
  if (years < 3) return(NULL)
  index <- if (flexible) (at - 12 * years - 1):(at - 7) else sort(c(outer(at - 12 * (1:years), -1:1, "+")))
  place <- (index - at) %% 12
  block <- if (flexible) ifelse(place %in% c(11, 0, 1), 4, (place - 2) %/% 3 + 1) else 1
  d <- data.frame(y = x[index], month = index, block = factor(block))
  if (sum(d$y) < if (flexible) 20 else 1) return(NULL)
  fit <- function(trend) {
    form <- reformulate(c("1", if (trend) "month", if (flexible) "block"), "y")
    first <- suppressWarnings(glm(form, quasipoisson, d))
    phi <- max(1, summary(first)$dispersion)
    mu <- fitted(first)
    anscombe <- 1.5 * (d$y^(2 / 3) - mu^(2 / 3)) / mu^(1 / 6) / sqrt(phi * (1 - hatvalues(first)))
    weight <- ifelse(anscombe > if (flexible) 2.58 else 1, anscombe^-2, 1)
    d$weight <- weight * nrow(d) / sum(weight)
    second <- suppressWarnings(glm(form, quasipoisson, d, weights = weight))
    list(model = second, phi = max(1, summary(second)$dispersion), before = phi)
  }
  predict_at <- function(fit) {
    row <- model.matrix(delete.response(terms(fit$model)), data.frame(month = at, block = factor(max(block), levels(d$block))))
    mu <- exp(sum(row * coef(fit$model)))
    c(mu, mu * sqrt(fit$phi * sum((row %*% summary(fit$model)$cov.unscaled) * row)))
  }
  chosen <- fit(TRUE)
  mu <- predict_at(chosen)
  slope <- coef(summary(chosen$model))["month", 4]
  if (!is.finite(slope) || mu[1] > max(d$y) || (!flexible && slope >= 0.05)) {
    chosen <- fit(FALSE)
    mu <- predict_at(chosen)
  }
  list(mu = mu[1], se = mu[2], phi = chosen$phi, most = max(chosen$phi, chosen$before), df = chosen$model$df.residual)
}
alert <- function(x, at) {
  count <- x[at]
  f <- farrington(x, at, TRUE)
  if (!is.null(f)) {
    upper <- quantile_of(0.99, f$mu, f$phi)
    if (upper < f$mu) return(rep(NA, 4))
    return(c(f$mu, quantile_of(0.01, f$mu, f$phi), upper,
             tempered(tail_of(count, f$mu, f$most + f$se^2 / f$mu), f$df, f$mu, f$most)))
  }
  n <- 12 * min(3, (at - 1) %/% 12)
  history <- x[(at - n):(at - 1)]
  total <- sum(history)
  mean <- total / n
  phi <- if (total > 0) max(1, var(history) / mean) else 1
  if (total < 20) phi <- max(10, phi)
  wide <- phi * (1 + 1 / n)
  upper <- if (total > 0) max(quantile_of(0.99, mean, wide), if (total < 20) mean) else 0
  half <- min(1, 2 * min(pbinom(count, count + total, 1 / (n + 1)),
                         pbinom(count - 1, count + total, 1 / (n + 1), lower.tail = FALSE))) / 2
  p <- if (total < 20) (if (count > 0) tail_of(count, (total + count) / (n + 1), phi) else 1)
       else if (phi > 1) tempered(tail_of(count, mean, phi + phi * total / n^2 / mean), n - 1, mean, phi)
       else tempered(if (count > mean) half else 1 - half, n - 1, mean, 1)
  c(mean, if (total > 0) quantile_of(0.01, mean, wide) else 0, upper, p)
}
tests <- expand.grid(month = tail(months, 6), key = names(runs), stringsAsFactors = FALSE)
position <- function(key, month) length(runs[[key]]) - (last - match(month, months))
tested <- t(mapply(function(k, m) alert(runs[[k]], position(k, m)), tests$key, tests$month))
tests$adjusted <- p.adjust(tested[, 4], "BH")
d <- figures("alert")
at <- match(paste(d$key, d$TIME_PERIOD), paste(tests$key, tests$month))
compare_all("alert", d, cbind(tested[at, ], tests$adjusted[at]), c("OBS_VALUE", "LOWER", "UPPER", "P", "P_ADJUSTED"))
above <- function(k, m, upper) {
  x <- runs[[k]][seq_len(position(k, m))]
  !is.na(upper) && tail(x, 1) > upper && sum(tail(x, 4)) >= 5
}
beyond <- mapply(above, tests$key, tests$month, tested[, 3])
compare("alerts on the list", sum(said$MEASURE == "alert" & said$VERDICT %in% "alert"), sum(beyond & tests$adjusted <= 0.05), of = "how many")
d <- figures("alert-classic")
classic <- function(k, m) {
  x <- runs[[k]]
  at <- position(k, m)
  f <- farrington(x, at, FALSE)
  se <- 2 / 3 * f$mu^(1 / 6) * sqrt(f$phi + f$se^2 / f$mu)
  c(f$mu, pmax(0, f$mu^(2 / 3) + c(-1, 1) * qnorm(0.99) * se)^1.5, pnorm((x[at]^(2 / 3) - f$mu^(2 / 3)) / se, lower.tail = FALSE))
}
compare_all("alert-classic", d, t(mapply(classic, d$key, d$TIME_PERIOD)), c("OBS_VALUE", "LOWER", "UPPER", "P"))

# ---- outlook
terms_of <- function(month, trend) {
  angle <- 2 * pi * (month %% 12) / 12
  cbind(1, if (trend) month / 12, sin(angle), cos(angle), sin(2 * angle), cos(2 * angle))
}
foretell <- function(x) {
  x <- tail(x, 36)
  n <- length(x)
  if (n < 24 || sum(x) == 0) return(NULL)
  with_trend <- function(trend) {
    fit <- suppressWarnings(glm.fit(terms_of(0:(n - 1), trend), x, family = quasipoisson()))
    class(fit) <- c("glm", "lm")
    used <- !is.na(fit$coefficients)
    ahead <- terms_of(n:(n + 5), trend)[, used, drop = FALSE]
    mu <- as.numeric(exp(ahead %*% fit$coefficients[used]))
    gradient <- colSums(mu * ahead)
    phi <- max(1, summary(fit)$dispersion)
    spread <- phi + phi * sum((gradient %*% summary(fit)$cov.unscaled) * gradient) / sum(mu)
    if (!is.finite(spread)) return(rep(NaN, 3))
    side <- if (phi > 1) pnorm(-qt(0.975, worth(fit$df.residual, mean(mu), phi))) else 0.025
    c(sum(mu), quantile_of(side, sum(mu), spread), quantile_of(1 - side, sum(mu), spread))
  }
  sums <- sapply(1:(n - 5), function(i) sum(x[i:(i + 5)]))
  result <- with_trend(TRUE)
  if (!all(is.finite(result)) || all(sums > result[1]) || all(sums < result[1])) result <- with_trend(FALSE)
  if (all(is.finite(result))) result else NULL
}
scale <- function(x) log(x + 0.5)
halves <- function(a) c(max(0.01, scale(a[1]) - scale(max(0, min(a[2], a[1] - 1)))), scale(max(a[3], a[1] + 1)) - scale(a[1]))
score <- function(a, came) {
  distance <- scale(came) - scale(a[1])
  s <- abs(distance) / halves(a)[1 + (distance > 0)]
  if (came >= a[2] && came <= a[3]) min(s, 1) else max(s, 1)
}
trials <- do.call(rbind, lapply(runs, function(x) do.call(rbind, lapply(0:19, function(back) {
  known <- length(x) - 6 * (back + 1)
  a <- if (known >= 24) foretell(x[seq_len(known)])
  if (!is.null(a)) c(a[1] >= 20, score(a, sum(x[known + 1:6])))
}))))
stretch <- sapply(0:1, function(large) {
  scores <- sort(trials[trials[, 1] == large, 2])
  max(1, scores[ceiling((length(scores) + 1) * 0.95)])
})
compare("outlook-stretch", said$OBS_VALUE[match(c("outlook-stretch-small", "outlook-stretch-large"), said$MEASURE)], stretch,
        of = c("small", "large"))
d <- figures("outlook")
outlook <- function(k) {
  a <- foretell(runs[[k]])
  factor <- stretch[1 + (a[1] >= 20)]
  limits <- exp(scale(a[1]) + c(-1, 1) * factor * halves(a)) - 0.5
  if (factor > 1) c(a[1], max(0, min(ceiling(limits[1]), a[2])), max(floor(limits[2]), a[3])) else a
}
compare_all("outlook", d, t(sapply(d$key, outlook)), c("OBS_VALUE", "LOWER", "UPPER"))

# ---- association and changes of level
growth <- function(x) {
  n <- length(x)
  rise <- log((x[-1] + 0.5) / (x[-n] + 0.5))
  rise - ave(rise, (2:n - 1) %% 12, FUN = median)
}
deseasoned <- function(x) {
  into <- sapply(0:11, function(m) {
    i <- seq(m + 1, length(x), 12)
    median(diff(log(x + 0.5))[i[i > 1] - 1])
  })
  effect <- cumsum(c(0, into[-1] - mean(into)))
  log(x + 0.5) - rep_len(effect - mean(effect), length(x))
}
enough <- function(x) length(x) >= 36 && mean(x) >= 5
routes <- Filter(enough, named(runs[startsWith(names(runs), "route.")]))
hosts <- Filter(enough, named(runs[startsWith(names(runs), "host.")]))
hosts <- hosts[order(-sapply(hosts, function(x) sum(tail(x, 12))))][1:12]
own <- function(x, lag) {
  d <- x - mean(x)
  sum(d[-seq_len(lag)] * head(d, -lag)) / sum(d^2)
}
correlate <- function(x, y, lag) {
  n <- min(length(x), length(y))
  x <- head(tail(x, n), n - lag)
  y <- tail(y, n - lag)
  n <- n - lag
  rho <- cor(x, y, method = "spearman")
  inflation <- 1 + 2 * sum(sapply(1:12, function(k) (1 - k / n) * own(x, k) * own(y, k)))
  df <- (if (inflation > 1) n / inflation else n) - 13
  c(rho, cor(x, y, method = "kendall"), 2 * pt(-abs(rho) * sqrt(df / (1 - rho^2)), df))
}
pairs <- do.call(rbind, lapply(list(routes, hosts), function(group) {
  rises <- lapply(group, growth)
  pairs <- expand.grid(a = names(group), b = names(group), lag = 0:3, stringsAsFactors = FALSE)
  pairs <- pairs[pairs$a != pairs$b & (pairs$lag > 0 | match(pairs$a, names(group)) < match(pairs$b, names(group))), ]
  cbind(pairs, t(mapply(function(a, b, lag) correlate(rises[[a]], rises[[b]], lag), pairs$a, pairs$b, pairs$lag)))
}))
pairs$adjusted <- p.adjust(pairs[["3"]], "BH")
d <- said[grepl("^spearman-lag", said$MEASURE), ]
kind <- ifelse(d$BREAKDOWN == "total", "host.", "route.")
at <- match(paste0(kind, ifelse(kind == "host.", d$HOST_COUNTRY, d$CODE), kind, d$OTHER, sub(".*-", "", d$MEASURE)),
            paste0(pairs$a, pairs$b, pairs$lag))
compare_all("association", d, as.matrix(pairs[at, c("1", "3", "adjusted")]), c("OBS_VALUE", "P", "P_ADJUSTED"))
compare("pairs that are told", nrow(d), sum(pairs$adjusted <= 0.05), of = "how many")
d <- said[grepl("^kendall-lag", said$MEASURE), ]
compare("association, Kendall", d$OBS_VALUE, pairs[["2"]][at], of = d$FIGURE_ID)
shifts <- function(k) {
  v <- deseasoned(runs[[k]])
  n <- length(v)
  rise <- growth(runs[[k]])
  r <- min(0.9, max(0, 1 + 2 * cor(head(rise, -1), rise[-1], method = "spearman")))
  penalty <- 2 * log(n) * mad(rise)^2 / (2 * (1 - r)) * (1 + r) / (1 - r)
  sums <- c(0, cumsum(v))
  squared <- c(0, cumsum(v^2))
  best <- c(-penalty, rep(Inf, n))
  from <- integer(n + 1)
  for (j in 6:n) {
    i <- 0:(j - 6)
    cost <- best[i + 1] + penalty + squared[j + 1] - squared[i + 1] - (sums[j + 1] - sums[i + 1])^2 / (j - i)
    best[j + 1] <- min(cost)
    from[j + 1] <- i[which.min(cost)]
  }
  cuts <- integer(0)
  at <- if (penalty > 0) from[n + 1] else 0 # without variation nothing is cut
  while (at > 0) {
    cuts <- c(at, cuts)
    at <- from[at + 1]
  }
  bounds <- c(0, cuts, n)
  factor <- function(from, at, to) exp(median(v[(at + 1):to]) - median(v[(from + 1):at]))
  u <- 2 * cumsum(rank(v)) - seq_len(n) * (n + 1)
  w <- which.max(abs(u))
  name <- function(at) paste(k, months[last - n + at + 1])
  list(cuts = setNames(mapply(factor, head(bounds, -2), cuts, bounds[-(1:2)]), sapply(cuts, name)),
       pettitt = setNames(factor(0, w, n), name(w)),
       p = min(1, 2 * exp(-6 * u[w]^2 * (1 - r) / (1 + r) / (n^3 + n^2))))
}
found <- lapply(c("total", names(routes)), shifts)
d <- figures("change-point")
cuts <- unlist(lapply(found, `[[`, "cuts"))
compare("change-point", d$OBS_VALUE, cuts[paste(d$key, d$OTHER)], of = d$FIGURE_ID)
compare("changes of level", nrow(d), length(cuts), of = "how many")
d <- figures("pettitt")
p <- sapply(found, `[[`, "p")
at <- match(paste(d$key, d$OTHER), names(unlist(lapply(found, `[[`, "pettitt"))))
compare_all("pettitt", d, cbind(unlist(lapply(found, `[[`, "pettitt")), p, p.adjust(p, "BH"))[at, ], c("OBS_VALUE", "P", "P_ADJUSTED"))

# ---- types of host countries
flows_of <- table[rowSums(table) >= 20, ]
profile <- cbind(1, flows_of / rowSums(flows_of))
parts <- prcomp(profile)
kept <- which(cumsum(parts$sdev^2) >= 0.8 * sum(parts$sdev^2))[1]
distances <- dist(parts$x[, seq_len(kept), drop = FALSE])
tree <- hclust(distances, "ward.D2")
silhouettes <- function(type) {
  d <- as.matrix(distances)
  sapply(seq_along(type), function(i) {
    alike <- setdiff(which(type == type[i]), i)
    if (length(alike) == 0) return(0)
    a <- mean(d[i, alike])
    b <- min(tapply(d[i, ], type, mean)[as.character(setdiff(type, type[i]))])
    (b - a) / max(a, b)
  })
}
widths <- lapply(2:6, function(k) silhouettes(cutree(tree, k)))
best <- which.max(round(sapply(widths, mean), 12))
d <- said[said$MEASURE %in% c("types", "silhouette", "variance-kept") & !said$HOST_COUNTRY %in% rownames(flows_of), ]
compare("types", d$OBS_VALUE[match(c("types", "silhouette", "variance-kept"), d$MEASURE)],
        c(best + 1, mean(widths[[best]]), sum(parts$sdev[seq_len(kept)]^2) / sum(parts$sdev^2)), of = d$MEASURE)
d <- said[said$MEASURE == "silhouette" & said$HOST_COUNTRY %in% rownames(flows_of), ]
compare("silhouette", d$OBS_VALUE, widths[[best]][match(d$HOST_COUNTRY, rownames(flows_of))], of = d$FIGURE_ID)
finish()
