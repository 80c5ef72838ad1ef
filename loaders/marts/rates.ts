/** Which rate a platform's streams are multiplied by, on either basis. */
import type {Helper} from "./mart.js";

/** One reference rate per platform, `default` included. */
export const referenceRates: Helper = {
  name: "reference_rates",
  sql: `
create table reference_rates as
  select distinct on (platform) platform, rate::decimal(18, 12) as rate, currency
  from rates
  order by platform, currency, rate;`
};

/**
 * Per platform of the feed or of the statements: the reference rate and the observed rate as of the last complete month.
 * `observed_rate` is NULL where no complete month has units, or where its money is negative.
 */
export const platformRates: Helper = {
  name: "platform_rates",
  sql: `
create table platform_rates as
  with known as (select platform from daily_streams union select platform from rates_observed),
  reference as (
    select known.platform, coalesce(own.rate, fallback.rate) as default_rate, coalesce(own.currency, fallback.currency) as currency
    from known
    left join reference_rates as own on own.platform = known.platform
    left join reference_rates as fallback on fallback.platform = 'default'
  ),
  latest as (
    select distinct on (platform, currency) platform, currency, usage_month as observed_through,
      case when trailing_rate >= 0 then trailing_rate end as observed_rate, trailing_units as observed_units,
      trailing_months as observed_months
    from rates_observed
    where is_complete
    order by platform, currency, usage_month desc
  )
  select reference.platform, reference.currency, default_rate, observed_rate, observed_units, observed_months, observed_through
  from reference
  left join latest on latest.platform = reference.platform and latest.currency = reference.currency
  where default_rate is not null;`
};
