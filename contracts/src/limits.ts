/** What a broker of a store takes from anybody and keeps for anybody: mosquitto's configuration and the embedded broker are made from this. */
export const BROKER_LIMITS = {
  /** A message is no larger than the largest clip part that an edge node sends. */
  largestPacketBytes: 16 * 1024 * 1024,
  /** What waits for fusion or the store server while they are away: at 1000 messages a second, several minutes. */
  mostWaiting: 500_000,
  mostWaitingBytes: 512 * 1024 * 1024,
  /** Sent to one client and not yet acknowledged. */
  mostInFlight: 1_000,
  /** A store has hundreds of devices, each with one connection; whoever opens more keeps nobody's memory busy. */
  mostConnections: 2_000,
  /** For clients of MQTT 5, which can be told; that others are gone fusion notices by their silence. */
  longestKeepAliveSeconds: 60,
  /** How long what waits for a client that is away is kept. */
  sessionKeptDays: 7,
} as const;

/** A device says no more on any topic for long: cameras and scales speak up to 60 times a second. A large message counts for several. */
export const MOST_MESSAGES_A_SECOND = 100;
export const BYTES_OF_ONE_MESSAGE = 16 * 1024;
/**
 * This many may come at once: what a sensor that speaks ten times a second has said within an hour waits for a hearer that was
 * away, and none of it is a flood.
 */
export const MOST_MESSAGES_AT_ONCE = 50_000;
