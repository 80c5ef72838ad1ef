/**
 * Forecasts of streams and rates by exponential smoothing (FORECASTING.md section 2; Hyndman, Koehler, Ord & Snyder
 * 2008): everything in one import. Pure, on doubles; throws a `Refusal` with its reason instead of guessing.
 */
export {backtest, type Accuracy, type Backtest, type BacktestOptions, type BacktestOrigin, type Coverage} from "./ets-backtest.js";
export {calibrateIntervals, priorFactor, type Calibration} from "./ets-calibration.js";
export {filterEts, type FilterResult} from "./ets-filter.js";
export {allowedModels, fitEts, fitEtsInParts, MAX_POINTS, type EtsFit} from "./ets-fit.js";
export {forecastEts, simulateEts, type EtsForecast, type ForecastOptions, type Interval} from "./ets-forecast.js";
export {ETS_MODELS, isAdmissible, MAX_PERIOD, parameterCount, parseModel, type EtsModel, type EtsParameters, type EtsSpec, type EtsState} from "./ets-model.js";
export {multiplyForecasts} from "./revenue-forecast.js";
export {orRefusal, Refusal} from "./refusal.js";
