// Runs before any function: takes the clock and chance away, freezes everything that is shared, and gives back what
// turns a JavaScript function into one from a row of arguments in JSON to an answer in JSON.
(function () {
  'use strict';
  const parse = JSON.parse;
  const stringify = JSON.stringify;
  const big = BigInt;
  const text = String;
  const finite = Number.isFinite;
  const safeInteger = Number.isSafeInteger;
  const construct = Reflect.construct;
  const RealDate = Date;
  const decimal = /^-?[0-9]{1,60}(\.[0-9]{1,60})?$/;
  const test = RegExp.prototype.test.call.bind(RegExp.prototype.test);
  const slice = String.prototype.slice.call.bind(String.prototype.slice);

  function Moment(...parts) {
    if (new.target === undefined || parts.length === 0) {
      throw new TypeError('There is no clock here: take the day or the moment as a parameter');
    }
    return construct(RealDate, parts, new.target);
  }
  Moment.UTC = RealDate.UTC;
  Moment.parse = RealDate.parse;
  Moment.prototype = RealDate.prototype;
  RealDate.prototype.constructor = Moment;
  globalThis.Date = Moment;
  delete Math.random;
  for (const name of ['WeakRef', 'FinalizationRegistry', 'SharedArrayBuffer', 'Atomics', 'WebAssembly', 'Polyglot',
    'Java', 'Packages', 'java', 'javax', 'com', 'org', 'edu', 'load', 'loadWithNewGlobal', 'print', 'printErr', 'console',
    'read', 'readbuffer', 'readline', 'quit', 'exit', 'Graal', 'performance', 'Intl', 'eval', 'escape', 'unescape']) {
    delete globalThis[name];
  }

  const frozen = new WeakSet();
  const open = [
    globalThis,
    function () {}, function* () {}, async function () {}, async function* () {},
    (function* () {})(), (async function* () {})(), [][Symbol.iterator](), new Map().entries(), new Set().values(),
    ''[Symbol.iterator](), ''.matchAll(/a/g), Object.getPrototypeOf(Int8Array), Promise.resolve(), /a/, new Error('')
  ];
  while (open.length > 0) {
    const one = open.pop();
    if ((typeof one !== 'object' && typeof one !== 'function') || one === null || frozen.has(one)) {
      continue;
    }
    frozen.add(one);
    open.push(Object.getPrototypeOf(one));
    for (const key of Reflect.ownKeys(one)) {
      const property = Object.getOwnPropertyDescriptor(one, key);
      if (property !== undefined) {
        open.push(property.value, property.get, property.set);
      }
    }
    Object.freeze(one);
  }

  function arrived(value, type) {
    if (value === null) {
      return null;
    }
    return type === 'integer' ? big(value) : value;
  }

  function wrong(type, value) {
    const given = value === null ? 'null' : typeof value;
    return '{"e":"type","m":' + stringify('The function declares ' + type + ' and returned ' + given) + '}';
  }

  function left(value, type) {
    if (value === undefined || value === null || value === '') {
      return '{"v":null}';
    }
    switch (type) {
      case 'boolean':
        return typeof value === 'boolean' ? '{"v":' + value + '}' : wrong(type, value);
      case 'number':
        return typeof value === 'number' && finite(value) ? '{"v":"' + text(value) + '"}' : wrong(type, value);
      case 'integer':
        return typeof value === 'bigint' || (typeof value === 'number' && safeInteger(value))
          ? '{"v":"' + text(value) + '"}' : wrong(type, value);
      case 'decimal':
        return typeof value === 'bigint' || (typeof value === 'number' && safeInteger(value))
          || (typeof value === 'string' && value.length <= 121 && test(decimal, value))
          ? '{"v":"' + text(value) + '"}' : wrong(type, value);
      default:
        return typeof value === 'string' ? '{"v":' + stringify(value) + '}' : wrong(type, value);
    }
  }

  function trouble(thrown) {
    let message = 'The function threw something that is no error';
    if (typeof thrown === 'string') {
      message = thrown;
    } else if (typeof thrown === 'object' && thrown !== null) {
      const own = thrown.message;
      if (typeof own === 'string') {
        message = own;
      }
    }
    return '{"e":"thrown","m":' + stringify(slice(message, 0, 500)) + '}';
  }

  return function (called, parameters, result) {
    const types = parse(parameters);
    return function (row) {
      try {
        const values = parse(row);
        const given = [];
        for (let i = 0; i < types.length; i++) {
          given[i] = arrived(values[i], types[i]);
        }
        return left(called(...given), result);
      } catch (thrown) {
        try {
          return trouble(thrown);
        } catch (again) {
          return '{"e":"thrown","m":"The function threw an error that cannot be read"}';
        }
      }
    };
  };
})()
