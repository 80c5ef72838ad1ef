/** The layouts of the distributors' statements (DOMAIN.md section 2; variants as importers and users document them). Pure. */
import type {DistributorId, StatementLayout} from "./statement-fields.js";

const distrokid: StatementLayout<"distrokid"> = {
  distributor: "distrokid",
  label: "DistroKid",
  headings: {
    reported_on: ["Reporting Date"], usage_month: ["Sale Month"], store: ["Store"], artist: ["Artist"], title: ["Title"], isrc: ["ISRC"],
    upc: ["UPC"], quantity: ["Quantity"], team_percentage: ["Team Percentage"], kind: ["Song/Album", "Source Type"],
    country: ["Country of Sale"], withheld: ["Songwriter Royalties Withheld", "Songwriter Royalties Withheld (USD)"],
    earnings: ["Earnings (USD)"], recoup: ["Recoup (USD)", "Recoup"]
  },
  needs: ["reported_on", "usage_month", "store", "quantity", "earnings"],
  currency: "USD", decimalMark: "point", dateOrder: "month-first"
};

const toolost: StatementLayout<"toolost"> = {
  distributor: "toolost",
  label: "TooLost",
  headings: {
    transaction_id: ["transaction_id"], usage_month: ["sale_date", "sale_month"], reported_on: ["reporting_date", "accounting_date"],
    store: ["channel", "store"], country: ["country", "territory"], isrc: ["isrc"], upc: ["upc", "ean"],
    artist: ["artist", "artist_name", "track_artist", "release_artist", "artists", "primary_artist", "track_artists", "release_artists"],
    title: ["track_title"], release_title: ["release_title"], quantity: ["units", "quantity"], kind: ["type", "transaction_type", "sale_type", "usage_type"],
    currency: ["currency", "payout_currency", "payment_currency", "account_currency", "original_currency"], original_currency: ["original_currency"],
    exchange_rate: ["exchange_rate", "fx_rate", "currency_rate"],
    earnings: [
      "net_payable", "payable", "net_earnings", "net_earning", "earnings", "your_earnings", "user_earnings", "net_royalties", "net_royalty",
      "royalties", "royalty", "net_revenue", "net_amount", "net_total", "net_share", "net", "net_income", "share_amount", "share_earnings",
      "amount_due", "payout", "amount", "earned", "total_earned", "total_earnings", "total_amount", "total", "revenue", "earnings_usd",
      "net_earnings_usd", "amount_usd", "net_usd", "total_usd", "earnings (usd)", "net earnings (usd)"
    ]
  },
  needs: ["transaction_id", "usage_month", "reported_on", "store", "earnings"],
  currency: "USD", decimalMark: "point", dateOrder: "month-first",
  moneyLike: (heading) => /earn|royalt|payable|payout|net|amount|total|revenue|income|due/.test(heading) && !/gross|fee|tax|rate|price|currency|date|unit|percent|type|id$/.test(heading)
};

const tunecore: StatementLayout<"tunecore"> = {
  distributor: "tunecore",
  label: "TuneCore",
  headings: {
    usage_month: ["Sales Period"], reported_on: ["Posted Date"], store: ["Store Name"], country: ["Country Of Sale"], artist: ["Artist"],
    title: ["Song Title"], release_title: ["Release Title"], upc: ["UPC"], isrc: ["Optional ISRC", "ISRC"], other_isrc: ["TC Song ID"], kind: ["Sales Type"],
    quantity: ["# Units Sold", "Units Sold"], original_amount: ["Net Sales"], original_currency: ["Net Sales Currency"],
    exchange_rate: ["Exchange Rate"], earnings: ["Total Earned"], currency: ["Currency"]
  },
  needs: ["usage_month", "reported_on", "store", "earnings"],
  currency: "USD", decimalMark: "point", dateOrder: "month-first"
};

const cdbaby: StatementLayout<"cdbaby"> = {
  distributor: "cdbaby",
  label: "CD Baby",
  headings: {
    reported_on: ["Report Date"], usage_month: ["Sales Date"], quantity: ["Quantity"], earnings: ["Subtotal"], isrc: ["Isrc"], upc: ["Barcode"],
    artist: ["Artist Name"], title: ["Track Name"], release_title: ["Album Name"], store: ["Partner Name"], kind: ["Transaction Type"],
    country: ["Delivery Country"], currency: ["Currency"]
  },
  needs: ["reported_on", "usage_month", "store", "earnings"],
  currency: "USD", decimalMark: "point", dateOrder: "month-first"
};

const believe: StatementLayout<"believe"> = {
  distributor: "believe",
  label: "Believe",
  headings: {
    reported_on: ["Reporting month", "Mois de reporting", "Mois du rapport", "Berichtsmonat", "Mes de reporte", "Mese di reporting", "Месяц отчета"],
    usage_month: ["Sales Month", "Mois de vente", "Verkaufsmonat", "Mes de venta", "Mese di vendita", "Месяц продажи", "Месяц продаж"],
    store: ["Platform", "Plateforme", "Plattform", "Plataforma", "Piattaforma", "Платформа"],
    country: ["Country / Region", "Country/Region", "Pays / Région", "Land / Region", "País / Región", "Paese / Regione", "Страна / регион"],
    artist: ["Artist Name", "Nom de l'artiste", "Artiste", "Künstlername", "Nombre del artista", "Nome artista", "Исполнитель"],
    title: ["Track title", "Titre de la piste", "Titre de la track", "Tracktitel", "Título de la pista", "Titolo traccia", "Название трека"],
    release_title: ["Release title", "Titre de la release", "Titre de l'album", "Release-Titel", "Título del lanzamiento", "Titolo release", "Название релиза"],
    upc: ["UPC"], isrc: ["ISRC"], kind: ["Sales Type", "Type de vente", "Verkaufstyp", "Tipo de venta", "Tipo di vendita", "Тип продажи"],
    quantity: ["Quantity", "Quantité", "Menge", "Anzahl", "Cantidad", "Quantità", "Количество"],
    currency: ["Client Payment Currency", "Devise de paiement client", "Devise de paiement du client", "Zahlungswährung des Kunden", "Moneda de pago del cliente", "Valuta di pagamento del cliente", "Валюта"],
    earnings: ["Net Revenue", "Revenu net", "Revenus nets", "Nettoumsatz", "Nettoerlös", "Nettoeinnahmen", "Ingresos netos", "Ricavi netti", "Сумма вознаграждения"]
  },
  needs: ["reported_on", "usage_month", "store", "earnings", "currency"],
  decimalMark: "comma", dateOrder: "day-first"
};

const orchard: StatementLayout<"orchard"> = {
  distributor: "orchard",
  label: "The Orchard",
  headings: {
    reported_on: ["Period", "Statement Period"], usage_month: ["Activity Period", "Transaction Date"], store: ["DMS", "Retailer", "Store"], country: ["Territory", "Sale Country"],
    upc: ["Orchard UPC", "Product UPC", "Display UPC", "Manufacturer's UPC", "Manufacturer UPC"], artist: ["Artist Name", "Track Artist", "Product Artist"],
    title: ["Track Name", "Track"], release_title: ["Release Name", "Product Name", "Product"], isrc: ["ISRC"], quantity: ["Quantity"], kind: ["Trans Type", "Trans Type Description", "Transaction Type"],
    earnings: ["Label Share Net Receipts", "Net Share Account Currency"], currency: ["Preferred Currency", "Account Currency"]
  },
  needs: ["reported_on", "usage_month", "store", "earnings", "currency"],
  decimalMark: "comma", dateOrder: "day-first"
};

const symphonic: StatementLayout<"symphonic"> = {
  distributor: "symphonic",
  label: "Symphonic",
  headings: {
    reported_on: ["Reporting Period"], usage_month: ["Activity Period"], store: ["Digital Service Provider"], country: ["Territory"],
    artist: ["Track Artists", "Release Artists", "Artist"], title: ["Track Title"], release_title: ["Release Name"], upc: ["UPC Code", "UPC"],
    isrc: ["ISRC Code", "ISRC"], kind: ["Sale or Void"], quantity: ["Count"], earnings: ["Royalty ($US)", "Royalty (US$)", "Royalty (USD)"]
  },
  needs: ["reported_on", "usage_month", "store", "earnings"],
  currency: "USD", decimalMark: "point", dateOrder: "month-first",
  notSales: {
    field: "store", values: ["balance forwarded from previous quarter", "balance forwarded from previous period", "balance forwarded"],
    says: "carries a balance forward from an earlier statement: it is no sale and would count money twice"
  }
};

/** Buyers' and recipients' names, addresses, mail, notes: everything about a person. Countries stay readable. */
const isBuyer = (heading: string): boolean =>
  /^(buyer|ship to|shipping address|billing|recipient|customer|payer)\b(?!.*\bcountry)/.test(heading) || /\b(e-?mail|phone|address|street|zip|postal|city|region\/state|state|paypal|note|notes)\b/.test(heading);

const bandcamp: StatementLayout<"bandcamp"> = {
  distributor: "bandcamp",
  label: "Bandcamp",
  headings: {
    reported_on: ["date"], usage_month: ["date"], artist: ["artist"], title: ["item name"], kind: ["item type"], upc: ["upc"], isrc: ["isrc"],
    quantity: ["quantity"], country: ["country code", "ship to country code", "country", "ship to country"], currency: ["currency"],
    earnings: ["net amount", "amount you received"]
  },
  needs: ["usage_month", "title", "kind", "earnings", "currency"],
  decimalMark: "point", dateOrder: "month-first",
  isPrivate: isBuyer,
  notSales: {field: "kind", values: ["payout", "pending payout"], says: "is a payout of earlier sales, no sale"}
};

export const statementLayouts: {[D in DistributorId]: StatementLayout<D>} = {distrokid, toolost, tunecore, cdbaby, believe, orchard, symphonic, bandcamp};
