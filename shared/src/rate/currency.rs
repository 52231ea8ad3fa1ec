//! Currencies: their codes, and how many minor units one has (ISO 4217).

use std::fmt;

/// A currency by its code of three letters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

/// The currencies in use, as ISO 4217 lists them, without funds, metals and test codes.
const CODES: &str = "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB \
BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR \
FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES \
KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR \
MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR \
SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH \
UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG";

/// Currencies without minor units.
const WHOLE: &str = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF";

/// Currencies with a thousand minor units.
const THOUSANDTHS: &str = "BHD IQD JOD KWD LYD OMR TND";

fn is_in(list: &str, code: &str) -> bool {
    list.split_whitespace().any(|one| one == code)
}

impl Currency {
    /// Reads a code in any case; nothing if no currency has it.
    pub fn parse(text: &str) -> Option<Self> {
        let code = text.trim().to_ascii_uppercase();
        let letters = <[u8; 3]>::try_from(code.as_bytes()).ok()?;
        is_in(CODES, &code).then_some(Self(letters))
    }

    /// Lists all codes, for a list to choose from.
    pub fn codes() -> impl Iterator<Item = &'static str> {
        CODES.split_whitespace()
    }

    pub fn as_str(&self) -> &str {
        // Only made of letters of the list.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// Returns how many digits stand behind the point: 2 for most, 0 or 3 for some.
    pub fn digits(self) -> u32 {
        if is_in(WHOLE, self.as_str()) {
            0
        } else if is_in(THOUSANDTHS, self.as_str()) {
            3
        } else {
            2
        }
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
