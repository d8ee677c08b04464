'use client';

import { useState } from 'react';

/** What a page of Next has without the client. */
export default function Page() {
  const [count, setCount] = useState(0);
  return <button onClick={() => setCount(count + 1)}>{count}</button>;
}
