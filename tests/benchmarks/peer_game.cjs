// A small game of three for boardgame.io: each seat plays cards of its hand, and all hands are dealt
// anew when they are empty. Prints decisions and seconds of processor time, as peer_games.py does.
const { Client } = require("boardgame.io/client");

const SEATS = 3, CARDS = 5, DEALS = 8;

function deal(G, random) {
  const deck = random.Shuffle([...Array(SEATS * CARDS).keys()]);
  for (let seat = 0; seat < SEATS; seat++) {
    G.hands[seat] = deck.slice(seat * CARDS, (seat + 1) * CARDS);
  }
}

const game = {
  setup: ({ random }) => {
    const G = { hands: [[], [], []], points: [0, 0, 0], deals: 1 };
    deal(G, random);
    return G;
  },
  turn: { minMoves: 1, maxMoves: 1 },
  moves: {
    play: ({ G, ctx, random }, at) => {
      const seat = Number(ctx.currentPlayer);
      G.points[seat] += G.hands[seat].splice(at, 1)[0];
      if (G.hands.every((hand) => hand.length === 0)) {
        G.deals += 1;
        deal(G, random);
      }
    },
  },
  endIf: ({ G }) => (G.deals > DEALS ? { points: G.points } : undefined),
};

function play(seed) {
  const client = Client({ game: { ...game, seed }, numPlayers: SEATS, debug: false });
  client.start();
  let plies = 0;
  for (;;) {
    const { G, ctx } = client.getState();
    if (ctx.gameover) return plies;
    const hand = G.hands[Number(ctx.currentPlayer)];
    client.moves.play(Math.floor(Math.random() * hand.length));
    plies += 1;
  }
}

const seconds = Number(process.argv[2]);
play("warm");
const start = process.cpuUsage();
let decisions = 0, spent = 0;
for (let seed = 0; spent < seconds; seed++) {
  decisions += play(String(seed));
  const { user, system } = process.cpuUsage(start);
  spent = (user + system) / 1e6;
}
console.log(decisions, spent);
